"""The conversations that a spot check is drawn from."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent
from store.models.cases import Case
from store.models.conversations import QUIET, Conversation, Direction, Message
from store.models.customers import tests_among_customers
from store.models.reviews import SampledBy
from store.models.staff import Staff
from store.queries.conversations.effective_intent import effective_intent


async def population(
    session: AsyncSession,
    sampled_by: SampledBy,
    value: str | None,
    moments: tuple[datetime | None, datetime | None],
) -> list[int]:
    """The ids of conversations whose last message lies between the moments (the later one excluded).

    Only those that can be judged: the customer, who is no test, wrote words, something was answered, and the
    words are still there.
    """
    since, until = moments
    statement = (
        select(Conversation.id)
        .where(_shares(sampled_by, value or ""), *_can_be_judged())
        .order_by(Conversation.id)
    )
    if since is not None:
        statement = statement.where(Conversation.last_message_at >= since)
    if until is not None:
        statement = statement.where(Conversation.last_message_at < until)
    return list(await session.scalars(statement))


async def agents(session: AsyncSession) -> tuple[str, ...]:
    """All who are named in a case or are staff, by name."""
    served = await session.scalars(select(Case.agent).where(Case.agent.is_not(None)).distinct())
    staff = await session.scalars(select(Staff.name))
    return tuple(sorted({name for name in (*served, *staff) if name}))


async def case_outlets(session: AsyncSession) -> tuple[str, ...]:
    """All outlets that a case is about, by name."""
    found = await session.scalars(select(Case.outlet).where(Case.outlet.is_not(None)).distinct())
    return tuple(sorted(outlet for outlet in found if outlet))


def _can_be_judged() -> Iterator[ColumnElement[bool]]:
    here = Message.conversation_id == Conversation.id
    said = func.trim(Message.text) != ""
    yield Conversation.words_erased_at.is_(None)
    yield Conversation.customer_id.not_in(tests_among_customers())
    yield exists().where(here, Message.direction == Direction.IN, Message.kind.not_in(QUIET), said)
    yield exists().where(here, Message.direction == Direction.OUT)


def _shares(sampled_by: SampledBy, value: str) -> ColumnElement[bool]:
    case = exists().where(Case.conversation_id == Conversation.id)
    match sampled_by:
        case SampledBy.EVERYTHING:
            return true()
        case SampledBy.OUTLET:
            return case.where(Case.outlet == value)
        case SampledBy.INTENT:
            heard = exists().where(
                Message.conversation_id == Conversation.id, Message.direction == Direction.IN
            )
            return heard.where(effective_intent() == Intent(value))
        case SampledBy.AGENT:
            member = select(Staff.id).where(Staff.name == value).scalar_subquery()
            return or_(
                Conversation.assignee_id == member,
                case.where(or_(Case.agent == value, Case.assignee_id == member)),
            )
