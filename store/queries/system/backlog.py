"""How much waits in the queues, and for how long."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.queues import Flow, InboxItem, InboxStatus, Lane, OutboxItem, OutboxStatus
from store.queues.inbox import UNFINISHED
from store.queues.outbox import UNSENT


@dataclass(frozen=True, slots=True)
class Depth:
    """How many rows wait, and since when the oldest does; None where none waits."""

    rows: int = 0
    oldest: datetime | None = None


async def inbox_depths(session: AsyncSession) -> dict[InboxStatus, Depth]:
    """What came in and is not done, by status."""
    found = await session.execute(
        select(InboxItem.status, func.count(), func.min(InboxItem.received_at))
        .where(InboxItem.lane.in_(_with_work(Flow.IN)), InboxItem.status.in_(UNFINISHED))
        .group_by(InboxItem.status)
    )
    return {status: Depth() for status in UNFINISHED} | {
        status: Depth(rows, oldest) for status, rows, oldest in found.tuples()
    }


async def outbox_depths(session: AsyncSession) -> dict[OutboxStatus, Depth]:
    """What is to go out and is not settled, by status."""
    found = await session.execute(
        select(OutboxItem.status, func.count(), func.min(OutboxItem.created_at))
        .where(OutboxItem.address.in_(_with_work(Flow.OUT)), OutboxItem.status.in_(UNSENT))
        .group_by(OutboxItem.status)
    )
    return {status: Depth() for status in UNSENT} | {
        status: Depth(rows, oldest) for status, rows, oldest in found.tuples()
    }


def _with_work(flow: Flow) -> Select[tuple[Address]]:
    # The queues keep everything that ever was in them; the lanes tell which part to look at.
    return select(Lane.key).where(Lane.flow == flow, Lane.due_at.is_not(None))
