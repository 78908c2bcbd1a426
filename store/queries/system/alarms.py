"""What staff must know about the system itself: alarms, updates put aside, sends in doubt."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.columns import equals_literal
from store.models.cases import Case
from store.models.conversations import Conversation, Message
from store.models.customers import Customer
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxItem, OutboxStatus
from store.models.staff import Staff
from store.queries.customer_labels import CustomerCard, customer_card
from store.queues.parked_updates import ParkedUpdate, list_parked


@dataclass(frozen=True, slots=True)
class Thing:
    """A case or a conversation, and its customer."""

    case_id: int | None = None
    conversation_id: int | None = None
    customer: CustomerCard | None = None


async def things(session: AsyncSession, subjects: Collection[str]) -> Mapping[str, Thing]:
    """What these subjects stand for, such as `case:HF-000003`; what is neither, or is gone, is missing."""
    named = {subject: subject.partition(":") for subject in subjects}
    references = [known_as for kind, _, known_as in named.values() if kind == "case"]
    talks = [int(known_as) for kind, _, known_as in named.values() if kind == "conversation"]
    cases = await session.execute(
        select(Case.id, Case.reference, Customer)
        .join(Customer, Customer.id == Case.customer_id)
        .where(Case.reference.in_(references))
    )
    conversations = await session.execute(
        select(Conversation.id, Customer)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Conversation.id.in_(talks))
    )
    return {
        **{
            f"case:{reference}": Thing(case_id=case_id, customer=customer_card(customer))
            for case_id, reference, customer in cases.tuples()
        },
        **{
            f"conversation:{number}": Thing(conversation_id=number, customer=customer_card(customer))
            for number, customer in conversations.tuples()
        },
    }


LIMIT = 100
IN_DOUBT = (OutboxStatus.UNKNOWN, OutboxStatus.FAILED)


@dataclass(frozen=True, slots=True)
class AlarmCounts:
    """How much there is of each."""

    raised: int
    parked: int
    in_doubt: int

    @property
    def total(self) -> int:
        """All together."""
        return self.raised + self.parked + self.in_doubt


@dataclass(frozen=True, slots=True)
class OpenAlarm:
    """An alarm that is not cleared; `owner` is the name of who takes care of it and is still on the staff."""

    id: int
    kind: str
    subject: str
    raised_at: datetime
    owner: str | None = None
    owned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SendInDoubt:
    """A message that did not arrive by our fault, or whose arrival is unknown."""

    id: int
    status: OutboxStatus
    error: str | None
    conversation_id: int | None
    message_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Alarms:
    """The newest of each kind, at most `LIMIT`."""

    raised: tuple[OpenAlarm, ...]
    parked: tuple[ParkedUpdate, ...]
    in_doubt: tuple[SendInDoubt, ...]


async def count_alarms(session: AsyncSession, since: datetime) -> AlarmCounts:
    """The numbers for the strip on every page; sends in doubt are counted from `since` on.

    An alarm of which a member of staff takes care is not counted.
    """
    raised = select(func.count(Alarm.id)).where(_of_its_own(), is_unowned())
    put_aside = select(func.count(InboxItem.id)).where(equals_literal(InboxItem.status, InboxStatus.PARKED))
    in_doubt = select(func.count(OutboxItem.id)).where(_in_doubt(since))
    statement = select(raised.scalar_subquery(), put_aside.scalar_subquery(), in_doubt.scalar_subquery())
    counts = (await session.execute(statement)).one()
    return AlarmCounts(*map(int, counts))


async def list_alarms(session: AsyncSession, since: datetime) -> Alarms:
    """What is behind the numbers, newest first."""
    return Alarms(
        raised=await _raised(session),
        parked=await list_parked(session, LIMIT),
        in_doubt=await _sends(session, since),
    )


def is_unowned() -> ColumnElement[bool]:
    """Whether no member of staff takes care of an alarm; one who has left does not."""
    left = select(Staff.id).where(Staff.disabled_at.is_not(None))
    return or_(Alarm.owner_id.is_(None), Alarm.owner_id.in_(left))


def _of_its_own() -> ColumnElement[bool]:
    """Open alarms, without those that only repeat a parked update or a send in doubt."""
    repeats = or_(Alarm.subject.startswith("inbox:"), Alarm.subject.startswith("outbox:"))
    return and_(Alarm.cleared_at.is_(None), not_(repeats))


def _in_doubt(since: datetime) -> ColumnElement[bool]:
    return and_(equals_literal(OutboxItem.status, *IN_DOUBT), OutboxItem.created_at >= since)


async def _raised(session: AsyncSession) -> tuple[OpenAlarm, ...]:
    statement = (
        select(Alarm.id, Alarm.kind, Alarm.subject, Alarm.raised_at, Staff.name, Alarm.owned_at)
        .outerjoin(Staff, and_(Staff.id == Alarm.owner_id, Staff.disabled_at.is_(None)))
        .where(_of_its_own())
        .order_by(Alarm.id.desc())
        .limit(LIMIT)
    )
    return tuple(OpenAlarm(*row) for row in (await session.execute(statement)).tuples())


async def _sends(session: AsyncSession, since: datetime) -> tuple[SendInDoubt, ...]:
    statement = (
        select(
            OutboxItem.id,
            OutboxItem.status,
            OutboxItem.error,
            Message.conversation_id,
            OutboxItem.message_id,
            OutboxItem.created_at,
        )
        .outerjoin(Message, Message.id == OutboxItem.message_id)
        .where(_in_doubt(since))
        .order_by(OutboxItem.created_at.desc(), OutboxItem.id.desc())
        .limit(LIMIT)
    )
    return tuple(SendInDoubt(*row) for row in (await session.execute(statement)).tuples())
