"""What is not known: questions that no entry answered, and answers that were refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, and_, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent, Language
from store.models.answers import (
    SEEN,
    AnswerEntry,
    AnswerShowing,
    SettledQuestion,
    ShowingKind,
    ShowingOutcome,
)
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer

MOST = 5000
REFUSED = (ShowingOutcome.NOT_MY_QUESTION, ShowingOutcome.UNCLEAR, ShowingOutcome.PERSON)


class WhyUnknown(StrEnum):
    """Why a question is in the list."""

    UNANSWERED = "unanswered"
    NONE_OF_THESE = "none_of_these"  # a choice was offered, and none of it was meant
    NOT_MY_QUESTION = "not_my_question"
    UNCLEAR = "unclear"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class UnknownQuestion:
    """A question in the customer's words, and the names by which its writer is known.

    `refused` is the key of the entry that was refused, if one was.
    """

    message_id: int
    conversation_id: int
    text: str
    language: Language | None
    at: datetime
    why: WhyUnknown
    refused: str | None
    names: tuple[str, ...]


async def unknown_questions(
    session: AsyncSession, since: datetime, until: datetime, limit: int = MOST
) -> tuple[UnknownQuestion, ...]:
    """Return the questions of a period that staff have not settled, newest first, each once.

    They are those without an answer, and those whose answer was refused.
    """
    found = [
        *(await _rows(session, _unanswered(since, until).limit(limit))),
        *(await _rows(session, _refused(since, until).limit(limit))),
    ]
    by_message = {each.message_id: each for each in sorted(found, key=lambda each: each.refused is not None)}
    return tuple(sorted(by_message.values(), key=lambda each: -each.message_id)[:limit])


async def _rows(session: AsyncSession, statement: Select[Any]) -> list[UnknownQuestion]:
    rows = (await session.execute(statement)).tuples()
    return [
        UnknownQuestion(
            number,
            talk,
            text or "",
            language,
            at,
            WhyUnknown(why),
            key,
            tuple(name for name in names if name),
        )
        for number, talk, text, language, at, why, key, *names in rows
    ]


def _open_questions(why: SQLColumnExpression[Any], refused: SQLColumnExpression[Any]) -> Select[Any]:
    """Messages with words that staff have not settled, newest first, and who wrote them."""
    settled = select(SettledQuestion.message_id).where(SettledQuestion.message_id == Message.id)
    return (
        select(
            Message.id,
            Message.conversation_id,
            Message.text,
            Message.language,
            Message.created_at,
            why,
            refused,
            Customer.first_name,
            Customer.username,
        )
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Message.text.is_not(None), ~settled.exists())
        .order_by(Message.id.desc())
    )


def _unanswered(since: datetime, until: datetime) -> Select[Any]:
    """Inquiries to which nothing was shown."""
    intent = func.coalesce(
        Message.corrected_intent, Message.chosen_intent, case((Message.sure.is_(True), Message.intent))
    )
    shown = select(AnswerShowing.id).where(
        AnswerShowing.message_id == Message.id, AnswerShowing.kind.in_(SEEN)
    )
    return _open_questions(literal(WhyUnknown.UNANSWERED.value), literal(None)).where(
        Conversation.last_message_at >= since,
        Message.direction == Direction.IN,
        Message.created_at >= since,
        Message.created_at < until,
        intent == Intent.INQUIRY,
        ~shown.exists(),
    )


def _refused(since: datetime, until: datetime) -> Select[Any]:
    """Questions whose answer did not help, or that were none of those offered."""
    is_offer = AnswerShowing.kind == ShowingKind.OFFERED
    is_offer_refused = and_(is_offer, AnswerShowing.outcome == ShowingOutcome.NOT_MY_QUESTION)
    why = case((is_offer, literal(WhyUnknown.NONE_OF_THESE.value)), else_=AnswerShowing.outcome)
    return (
        _open_questions(why, AnswerEntry.key)
        .join(AnswerShowing, AnswerShowing.message_id == Message.id)
        .join(AnswerEntry, AnswerEntry.id == AnswerShowing.answer_id)
        .where(
            AnswerShowing.shown_at >= since,
            AnswerShowing.shown_at < until,
            AnswerShowing.kind.in_(SEEN),
            AnswerShowing.outcome.in_(REFUSED),
            is_offer_refused | ~is_offer,
        )
        .order_by(AnswerShowing.id)
    )
