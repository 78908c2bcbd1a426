"""How much waits in the queues, and for how long: short indexes find it in tables that keep everything."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import InboxItem, InboxStatus, OutboxItem, OutboxStatus
from store.queues.inbox import IS_UNFINISHED, UNFINISHED
from store.queues.outbox import IS_UNSENT, UNSENT


@dataclass(frozen=True, slots=True)
class Depth:
    """How many rows wait, and since when the oldest does; None where none waits."""

    rows: int = 0
    oldest: datetime | None = None


async def inbox_depths(session: AsyncSession) -> dict[InboxStatus, Depth]:
    """What came in and is not done, by status."""
    found = await session.execute(
        select(InboxItem.status, func.count(), func.min(InboxItem.received_at))
        .where(IS_UNFINISHED)
        .group_by(InboxItem.status)
    )
    return {status: Depth() for status in UNFINISHED} | {
        status: Depth(rows, oldest) for status, rows, oldest in found.tuples()
    }


async def outbox_depths(session: AsyncSession) -> dict[OutboxStatus, Depth]:
    """What is to go out and is not settled, by status."""
    found = await session.execute(
        select(OutboxItem.status, func.count(), func.min(OutboxItem.created_at))
        .where(IS_UNSENT)
        .group_by(OutboxItem.status)
    )
    return {status: Depth() for status in UNSENT} | {
        status: Depth(rows, oldest) for status, rows, oldest in found.tuples()
    }
