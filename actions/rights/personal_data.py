"""Everything that is kept about a customer, as they can read it and as a program can."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.rights.service_owner import is_about
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind
from store.models.cases import Case
from store.models.conversations import Conversation, Direction, Message, Revision
from store.models.customers import Customer
from store.models.occasions import Occasion, occasion_of
from store.models.staff import AuditEntry
from store.models.surveys import Answer, Invitation, Service
from store.queries.not_found import NotFound
from store.queues.outgoing import Document

FILE_NAME = "huifang.json"


async def export_customer(session: AsyncSession, customer_id: int, actor: str, now: datetime) -> Document:
    """Return a file with all of it; times are UTC. What staff write to each other is not part of it.

    The audit log says who exported it, and how much of each kind.

    Raises:
        NotFound: there is no such customer.
    """
    customer = await session.get(Customer, customer_id)
    if customer is None:
        raise NotFound("customer", customer_id)
    content = {
        "exported_at": _written(now),
        "you": _person(customer),
        "messages": await _messages(session, customer_id),
        "cases": await _cases(session, customer_id),
        "services": await _services(session, customer),
        "surveys": await _surveys(session, customer_id),
        "answers_shown": await _answers_shown(session, customer_id),
    }
    session.add(
        AuditEntry(
            at=now,
            actor=actor,
            action="customer.exported",
            subject=f"customer:{customer_id}",
            detail={name: len(rows) for name, rows in content.items() if isinstance(rows, list)},
        )
    )
    return Document(FILE_NAME, json.dumps(content, ensure_ascii=False, indent=1))


def _person(customer: Customer) -> dict[str, Any]:
    return {
        "telegram_id": customer.account and customer.account.number,
        "customer_number": customer.external_id,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "username": customer.username,
        "language": customer.language,
        "language_of_telegram": customer.language_code,
        "time_zone": customer.timezone,
        "attributes": customer.attributes or {},
        "known_since": _written(customer.created_at),
        "no_surveys_since": _written(customer.opted_out_at),
    }


async def _messages(session: AsyncSession, customer_id: int) -> list[dict[str, Any]]:
    statement = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.customer_id == customer_id)
        .order_by(Message.id)
    )
    earlier = await _earlier_wordings(session, customer_id)
    return [
        {
            "at": _written(row.created_at),
            "from": "you" if row.direction is Direction.IN else "us",
            "kind": row.kind,
            "text": row.text,
            "quoted": row.quoted,
            "forwarded_from": row.forwarded_from,
            "earlier_wordings": earlier.get(row.id, []),
            "taken_back_at": _written(row.deleted_at),
            # A place, a phone number, a file's name and size: all that is kept, under Telegram's names.
            "attachment": row.attachment,
            "understood_as": row.corrected_intent or row.chosen_intent or row.intent,
            "speaks_of": (row.aspects or "").split(),
        }
        for row in await session.scalars(statement)
    ]


async def _earlier_wordings(session: AsyncSession, customer_id: int) -> dict[int, list[dict[str, Any]]]:
    """What edited messages said before, by message, oldest first."""
    statement = (
        select(Revision)
        .join(Message, Message.id == Revision.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.customer_id == customer_id)
        .order_by(Revision.id)
    )
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in await session.scalars(statement):
        found[row.message_id].append({"text": row.text, "until": _written(row.replaced_at)})
    return found


async def _cases(session: AsyncSession, customer_id: int) -> list[dict[str, Any]]:
    rows = list(await session.scalars(select(Case).where(Case.customer_id == customer_id).order_by(Case.id)))
    references = {row.id: row.reference for row in rows}
    return [
        {
            "reference": row.reference,
            "kind": row.kind,
            "status": row.status,
            "opened_at": _written(row.opened_at),
            "settled_at": _written(row.settled_at),
            "settled_as": row.settle_reason,
            "merged_into": references.get(row.merged_into_id) if row.merged_into_id else None,
            "outlet": row.outlet,
            "order_number": row.order_number,
        }
        for row in rows
    ]


async def _services(session: AsyncSession, customer: Customer) -> list[dict[str, Any]]:
    rows = await session.scalars(select(Service).where(is_about(customer)).order_by(Service.id))
    return [
        {
            "kind": row.kind,
            "outlet": row.outlet,
            "served_by": row.agent,
            _moment_of(row): _written(row.ended_at),
        }
        for row in rows
    ]


def _moment_of(service: Service) -> str:
    return "booked_for" if occasion_of(service.source) is Occasion.BOOKING else "ended_at"


async def _surveys(session: AsyncSession, customer_id: int) -> list[dict[str, Any]]:
    statement = (
        select(Invitation, Answer)
        .outerjoin(Answer, Answer.invitation_id == Invitation.id)
        .where(Invitation.customer_id == customer_id)
        .order_by(Invitation.id, Answer.id)
    )
    surveys: dict[int, dict[str, Any]] = {}
    # The answer is missing where none was given, which the types of an outer join do not tell.
    rows: list[tuple[Invitation, Answer | None]] = [(*row,) for row in await session.execute(statement)]
    for invitation, answer in rows:
        survey = surveys.setdefault(
            invitation.id,
            {"survey": invitation.survey_key, "asked_at": _written(invitation.sent_at), "answers": []},
        )
        if answer is not None:
            survey["answers"].append(
                {
                    "question": answer.question,
                    "number": answer.number,
                    "choices": answer.choices,
                    "text": answer.text,
                    "at": _written(answer.answered_at),
                    "first_number": answer.first_number,
                    "changed_at": _written(answer.changed_at),
                }
            )
    return list(surveys.values())


async def _answers_shown(session: AsyncSession, customer_id: int) -> list[dict[str, Any]]:
    """Which answers of the business the customer was shown, and what they said of them."""
    statement = (
        select(AnswerShowing, AnswerEntry.key)
        .join(AnswerEntry, AnswerEntry.id == AnswerShowing.answer_id)
        .join(Conversation, Conversation.id == AnswerShowing.conversation_id)
        .where(Conversation.customer_id == customer_id, AnswerShowing.kind != ShowingKind.SUGGESTED)
        .order_by(AnswerShowing.id)
    )
    return [
        {
            "answer": key,
            "shown_at": _written(showing.shown_at),
            "as": showing.kind,
            "you_said": showing.outcome,
            "you_said_at": _written(showing.outcome_at),
        }
        for showing, key in await session.execute(statement)
    ]


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
