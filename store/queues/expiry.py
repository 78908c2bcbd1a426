"""Rows of the queues that have done their duty, oldest first, and dropping them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.models.conversations import Message
from store.models.queues import InboxItem, InboxStatus, OutboxItem, OutboxStatus
from store.queries.paging import Cursor
from store.queues.alarm_rows import clear_alarm
from store.queues.parked_updates import PARKED, alarm_subject

AT_ONCE = 500  # rows that are looked at; ids grow with time, so the old ones stand in front
IS_FINISHED = InboxItem.status.in_((InboxStatus.DONE, InboxStatus.PARKED))
IS_SETTLED = OutboxItem.status.not_in((OutboxStatus.PENDING, OutboxStatus.SENDING))


async def old_updates(session: AsyncSession, before: datetime, after: Cursor | None) -> Sequence[Cursor]:
    """Updates that were received before a moment and are worked on no more, some of them."""
    return await _old(session, InboxItem.received_at, InboxItem.id, IS_FINISHED, before, after)


async def drop_updates(session: AsyncSession, ids: Sequence[int], now: datetime) -> int:
    """Drop updates, and what points at them: SQLite may give the number of a dropped row to another one."""
    for number in await session.scalars(
        select(InboxItem.id).where(InboxItem.id.in_(ids), InboxItem.status == InboxStatus.PARKED)
    ):
        await clear_alarm(session, PARKED, alarm_subject(number), now)
    pointing = update(Message).where(Message.inbox_id.in_(ids)).values(inbox_id=None)
    await session.execute(pointing.execution_options(synchronize_session=False))
    dropped = delete(InboxItem).where(InboxItem.id.in_(ids), IS_FINISHED)
    return len(list(await session.scalars(dropped.returning(InboxItem.id))))


async def old_sends(session: AsyncSession, before: datetime, after: Cursor | None) -> Sequence[Cursor]:
    """What was to be sent before a moment and waits no more, some of it."""
    return await _old(session, OutboxItem.created_at, OutboxItem.id, IS_SETTLED, before, after)


async def drop_sends(session: AsyncSession, ids: Sequence[int], _now: datetime) -> int:
    """Drop what was sent."""
    dropped = delete(OutboxItem).where(OutboxItem.id.in_(ids), IS_SETTLED)
    return len(list(await session.scalars(dropped.returning(OutboxItem.id))))


async def _old(
    session: AsyncSession,
    at: InstrumentedAttribute[datetime],
    number: InstrumentedAttribute[int],
    is_over: ColumnElement[bool],
    before: datetime,
    after: Cursor | None,
) -> Sequence[Cursor]:
    """Of the next `AT_ONCE` rows those that are over and older than a moment."""
    statement = select(at, number, is_over).where(number > (after.id if after else 0))
    rows = await session.execute(statement.order_by(number).limit(AT_ONCE))
    return [Cursor(when, row_id) for when, row_id, ended in rows.tuples() if ended and when < before]
