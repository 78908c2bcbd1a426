"""Customers whom a person has promised to answer and does not: staff are told, and then the manager.

While a conversation is with a person the bot is silent, so no one else would notice. What counts is the
business time since the take-over, or since the first message after the last reply.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from actions.cases.alerts import NO_NAME, tell_staff
from actions.settings.house import House
from actions.settings.replies import Reply
from store.engine.database import Database
from store.models.conversations import Conversation, Direction, Message, MessageKind, Mode
from store.models.customers import Customer
from store.models.queues import Alarm
from store.models.staff import Staff
from store.queues.alarm_rows import clear_alarm, raise_alarm

UNANSWERED = "conversation.unanswered"
LONG_UNANSWERED = "conversation.long_unanswered"
KINDS = (UNANSWERED, LONG_UNANSWERED)
TO_THE_BOT = (MessageKind.COMMAND, MessageKind.TAP)  # these the bot answers all the same
MEMORY = timedelta(days=60)  # who has waited for longer waits no more


@dataclass(frozen=True, slots=True)
class WaitingCustomer:
    """A customer who waits for a person: since when, and for whom."""

    conversation_id: int
    since: datetime
    assignee: str | None


async def check_unanswered(database: Database, now: datetime, house: House) -> int:
    """Tell of everybody who has waited for too long; how often something was told.

    Alarms about those who wait no more are cleared. Once a minute is often enough.
    """
    async with database.reading() as session:
        waiting = {each.conversation_id: each for each in await all_waiting(session, now)}
        told = await _told(session)
    count = 0
    for each in waiting.values():
        if any((kind, each.conversation_id) not in told for kind in due(each, now, house)):
            async with database.transaction() as session:
                count += await _tell(session, each, now, house)
    over = [(kind, number) for kind, number in told if number not in waiting]
    if over:
        async with database.transaction() as session:
            for kind, number in over:
                await clear_alarm(session, kind, _subject(number), now)
    return count


def due(waiting: WaitingCustomer, now: datetime, house: House) -> tuple[str, ...]:
    """The alarms that are due about customers who wait."""
    patience = {UNANSWERED: house.unanswered, LONG_UNANSWERED: house.long_unanswered}
    return tuple(kind for kind, time in patience.items() if house.calendar.after(waiting.since, time) <= now)


async def all_waiting(session: AsyncSession, now: datetime) -> list[WaitingCustomer]:
    """Everybody who waits for a person, the longest-waiting first; not those who cannot be written to."""
    rows = [
        WaitingCustomer(*row)
        for row in (await session.execute(_waiting(now - MEMORY))).tuples()
        if row[1] is not None
    ]
    return sorted(rows, key=lambda each: (each.since, each.conversation_id))


def _waiting(since: datetime) -> Select[tuple[int, datetime, str | None]]:
    said, heard = aliased(Message), aliased(Message)
    taken = (
        select(Conversation.id, Conversation.handed_over_at, Staff.name, func.max(said.id).label("answered"))
        .join(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Staff, Staff.id == Conversation.assignee_id)
        .outerjoin(
            said,
            and_(
                said.conversation_id == Conversation.id,
                said.staff_id.is_not(None),
                said.created_at >= Conversation.handed_over_at,
            ),
        )
        .where(
            Conversation.mode == Mode.STAFF,
            Conversation.last_message_at >= since,
            Customer.address.is_not(None),
            Customer.unreachable_at.is_(None),
        )
        .group_by(Conversation.id, Conversation.handed_over_at, Staff.name)
        .cte("taken")
    )
    first_heard = func.min(heard.created_at)
    waits_since = case((taken.c.answered.is_(None), taken.c.handed_over_at), else_=first_heard)
    return (
        select(taken.c.id, waits_since, taken.c.name)
        .outerjoin(
            heard,
            and_(
                heard.conversation_id == taken.c.id,
                heard.direction == Direction.IN,
                heard.kind.not_in(TO_THE_BOT),
                heard.id > taken.c.answered,
            ),
        )
        .group_by(taken.c.id, taken.c.answered, taken.c.handed_over_at, taken.c.name)
    )


async def _told(session: AsyncSession) -> set[tuple[str, int]]:
    """The alarms that are open, by kind and conversation."""
    rows = await session.execute(
        select(Alarm.kind, Alarm.subject).where(Alarm.kind.in_(KINDS), Alarm.cleared_at.is_(None))
    )
    return {(kind, int(subject.partition(":")[2])) for kind, subject in rows.tuples()}


async def _tell(session: AsyncSession, waiting: WaitingCustomer, now: datetime, house: House) -> int:
    """Raise what is due and was not raised; nothing where another worker is doing so now."""
    number = waiting.conversation_id
    held = select(Conversation.id).where(Conversation.id == number, Conversation.mode == Mode.STAFF)
    if await session.scalar(held.with_for_update(skip_locked=True)) is None:
        return 0
    told = await _told(session)
    kinds = [kind for kind in due(waiting, now, house) if (kind, number) not in told]
    for kind in kinds:
        await raise_alarm(session, kind, _subject(number), now)
        reply, patience = _said_of(kind, house)
        hours, whom = f"{patience / timedelta(hours=1):g}", waiting.assignee or NO_NAME
        await tell_staff(session, reply, now, house, number=number, hours=hours, whom=whom)
    return len(kinds)


def _said_of(kind: str, house: House) -> tuple[Reply, timedelta]:
    if kind == UNANSWERED:
        return Reply.STAFF_UNANSWERED, house.unanswered
    return Reply.STAFF_LONG_UNANSWERED, house.long_unanswered


def _subject(conversation_id: int) -> str:
    return f"conversation:{conversation_id}"
