"""Rows of the queues that have done their duty, oldest first, and dropping them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.alarms import clear_alarm
from store.models.conversations import Message
from store.models.queues import InboxItem, InboxStatus, OutboxItem, OutboxStatus
from store.parked import PARKED, alarm_subject
from store.queries.paging import Cursor

AT_ONCE = 500  # rows that are looked at; ids grow with time, so the old ones stand in front
FINISHED = (InboxStatus.DONE, InboxStatus.PARKED)
UNSETTLED = (OutboxStatus.PENDING, OutboxStatus.SENDING)


async def old_updates(session: AsyncSession, before: datetime, after: Cursor | None) -> Sequence[Cursor]:
    """Updates that were received before a moment and are worked on no more, some of them."""
    statement = select(InboxItem.received_at, InboxItem.id, InboxItem.status.in_(FINISHED))
    rows = await session.execute(
        statement.where(InboxItem.id > (after.id if after else 0)).order_by(InboxItem.id).limit(AT_ONCE)
    )
    return [Cursor(at, number) for at, number, is_finished in rows.tuples() if is_finished and at < before]


async def drop_updates(session: AsyncSession, ids: Sequence[int], now: datetime) -> int:
    """Drop updates, and what points at them: SQLite may give the number of a dropped row to another one."""
    for number in await session.scalars(
        select(InboxItem.id).where(InboxItem.id.in_(ids), InboxItem.status == InboxStatus.PARKED)
    ):
        await clear_alarm(session, PARKED, alarm_subject(number), now)
    pointing = update(Message).where(Message.inbox_id.in_(ids)).values(inbox_id=None)
    await session.execute(pointing.execution_options(synchronize_session=False))
    dropped = delete(InboxItem).where(InboxItem.id.in_(ids), InboxItem.status.in_(FINISHED))
    return len(list(await session.scalars(dropped.returning(InboxItem.id))))


async def old_sends(session: AsyncSession, before: datetime, after: Cursor | None) -> Sequence[Cursor]:
    """What was to be sent before a moment and waits no more, some of it."""
    statement = select(OutboxItem.created_at, OutboxItem.id, OutboxItem.status.not_in(UNSETTLED))
    rows = await session.execute(
        statement.where(OutboxItem.id > (after.id if after else 0)).order_by(OutboxItem.id).limit(AT_ONCE)
    )
    return [Cursor(at, number) for at, number, is_settled in rows.tuples() if is_settled and at < before]


async def drop_sends(session: AsyncSession, ids: Sequence[int], _now: datetime) -> int:
    """Drop what was sent."""
    dropped = delete(OutboxItem).where(OutboxItem.id.in_(ids), OutboxItem.status.not_in(UNSETTLED))
    return len(list(await session.scalars(dropped.returning(OutboxItem.id))))
