"""The rows behind the numbers of surveys: who was asked, how far it came, and what they answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message
from store.models.customers import Customer
from store.models.occasions import Occasion, occasion_of
from store.models.queues import OutboxItem
from store.models.surveys import Answer, Invitation, InvitationStatus, Service
from store.queries.customer_labels import CustomerCard, customer_card
from store.queries.group_sizes import reaching
from store.queries.paging import PAGE, Cursor, Page, before, cut
from store.queries.surveys.survey_cards import SurveyCardAnswer, answers_to
from store.reports.sums.instruments import consents
from store.reports.sums.scope import Scope, in_scope, is_asked_on


class Step(StrEnum):
    """How far an invitation must have come, as the funnel counts it."""

    SENT = "sent"
    DELIVERED = "delivered"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class ResponseFilter:
    """Which invitations to list; what is not given is not asked for.

    `question` with `lowest` and `highest` (both included) asks for one whose answer is a number in between.
    `is_in_funnel` leaves out what is asked before booked services, which the funnel does not count.
    """

    scope: Scope
    step: Step | None = None
    status: InvitationStatus | None = None
    agent: str | None = None
    question: str | None = None
    lowest: int | None = None
    highest: int | None = None
    occasion: Occasion | None = None
    is_in_funnel: bool = False


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """An invitation with its answers, and the conversation in which it was asked."""

    id: int
    customer: CustomerCard
    survey_key: str
    occasion: Occasion
    status: InvitationStatus
    outlet: str | None
    agent: str | None
    asked_at: datetime
    given: tuple[SurveyCardAnswer, ...]
    conversation_id: int | None


async def list_responses(
    session: AsyncSession, wanted: ResponseFilter, after: Cursor | None = None, size: int = PAGE
) -> Page[ResponseRow]:
    """A page of invitations, the latest asked first."""
    statement = _selected(wanted, await consents(session) if wanted.step else ())
    if after is not None:
        statement = statement.where(before(Invitation.asked_at, Invitation.id, after))
    newest_first = statement.order_by(Invitation.asked_at.desc(), Invitation.id.desc()).limit(size + 1)
    found = (await session.execute(newest_first)).tuples().all()
    ids = [invitation.id for invitation, _, _ in found]
    answers = await answers_to(session, ids)
    talks = await _conversations(session, ids)
    rows = [
        ResponseRow(
            id=invitation.id,
            customer=customer_card(customer),
            survey_key=invitation.survey_key,
            occasion=occasion_of(source),
            status=invitation.status,
            outlet=invitation.outlet,
            agent=invitation.agent,
            asked_at=invitation.sent_at or invitation.created_at,
            given=answers.get(invitation.id, ()),
            conversation_id=talks.get(invitation.id),
        )
        for invitation, customer, source in found
    ]
    return cut(rows, size, lambda row: Cursor(row.asked_at, row.id))


async def cells_of_customers(
    session: AsyncSession, cells: Mapping[str, ResponseFilter], least: int
) -> Collection[str]:
    """Return which cells have the invitations of so many customers; of each, at most so many are counted."""
    consenting = await consents(session) if cells else ()
    chosen = {
        name: _selected(wanted, consenting).with_only_columns(Invitation.customer_id)
        for name, wanted in cells.items()
    }
    return await reaching(session, chosen, least)


def _selected(
    wanted: ResponseFilter, consenting: Sequence[str]
) -> Select[tuple[Invitation, Customer, str | None]]:
    source = select(Service.source).where(Service.id == Invitation.service_id).scalar_subquery()
    statement = (
        select(Invitation, Customer, source)
        .join(Customer, Customer.id == Invitation.customer_id)
        .where(in_scope(wanted.scope))
    )
    if wanted.status is not None:
        statement = statement.where(Invitation.status == wanted.status)
    if wanted.occasion is not None:
        statement = statement.where(is_asked_on(wanted.occasion))
    if wanted.is_in_funnel:
        statement = statement.where(~is_asked_on(Occasion.BOOKING))
    if wanted.agent is not None:
        statement = statement.where(Invitation.agent == wanted.agent)
    if wanted.step is not None:
        statement = statement.where(_reached(wanted.step, consenting))
    if wanted.question is not None:
        statement = statement.where(exists().where(_answered(wanted)))
    return statement


def _reached(step: Step, consenting: Sequence[str]) -> ColumnElement[bool]:
    """A skipped question has a row, too, and nothing in it; a mere consent tells nothing yet."""
    is_given = or_(Answer.number.is_not(None), Answer.choices.is_not(None), Answer.text.is_not(None))
    answered = exists().where(
        Answer.invitation_id == Invitation.id, is_given, Answer.question.not_in(consenting)
    )
    match step:
        case Step.SENT:
            return Invitation.sent_at.is_not(None)
        case Step.DELIVERED:
            # An answer proves the delivery, even where the note of it was lost in a crash.
            return or_(Invitation.delivered_at.is_not(None), answered)
        case Step.ANSWERED:
            return answered


def _answered(wanted: ResponseFilter) -> ColumnElement[bool]:
    conditions = [
        Answer.invitation_id == Invitation.id,
        Answer.question == wanted.question,
        Answer.number.is_not(None),
    ]
    if wanted.lowest is not None:
        conditions.append(Answer.number >= wanted.lowest)
    if wanted.highest is not None:
        conditions.append(Answer.number <= wanted.highest)
    return and_(*conditions)


async def _conversations(session: AsyncSession, invitation_ids: Sequence[int]) -> dict[int, int]:
    statement = (
        select(OutboxItem.invitation_id, Message.conversation_id)
        .join(Message, Message.id == OutboxItem.message_id)
        .where(OutboxItem.invitation_id.in_(invitation_ids))
        .order_by(OutboxItem.id.desc())
    )
    rows = (await session.execute(statement)).tuples()
    return {invitation: talk for invitation, talk in rows if invitation is not None}
