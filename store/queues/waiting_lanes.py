"""Which lanes have work, found from the queues at a start, and taken over from what other processes woke."""

from datetime import datetime

from sqlalchemy import and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.models.queues import Flow, InboxItem, OutboxItem
from store.queues.inbox import IS_UNFINISHED
from store.queues.lane_book import LaneName, Waking
from store.queues.lane_table import LANES
from store.queues.lanes import TABLE, book_of
from store.queues.outbox import IS_UNSENT

WAITING = {
    Flow.IN: (InboxItem.lane, InboxItem.due_at, IS_UNFINISHED),
    Flow.OUT: (OutboxItem.address, OutboxItem.due_at, IS_UNSENT),
}
# The direction, although it may be any, lets the index be searched: the table may have a lane of every chat.
HAS_WORK = and_(LANES.c.flow.in_(list(Flow)), LANES.c.due_at.is_not(None))


async def wake_waiting(session: AsyncSession) -> None:
    """Wake every lane for which something waits in its queue.

    A book in memory begins empty, and the table may come from a database that had one. Where the book is in
    memory, the lanes of the table are dropped: they are those of an earlier version, or found here as well.
    """
    if book_of(session) is not TABLE:
        await session.execute(delete(LANES))
    for flow, (lane, due_at, is_waiting) in WAITING.items():
        waiting = await session.execute(select(lane, func.min(due_at)).where(is_waiting).group_by(lane))
        await book_of(session).wake(session, {(flow, key): Waking(at) for key, at in waiting.tuples()})


async def take_over_woken(database: Database) -> set[Flow]:
    """Move to the book in memory what other processes have woken in the table; the directions of it."""
    async with database.reading() as session:
        if await session.scalar(select(LANES.c.key).where(HAS_WORK).limit(1)) is None:
            return set()
    taken = delete(LANES).where(HAS_WORK).returning(LANES.c.flow, LANES.c.key, LANES.c.due_at)
    async with database.transaction() as session:
        woken: dict[LaneName, datetime] = {
            (flow, key): at for flow, key, at in (await session.execute(taken)).tuples()
        }
        await book_of(session).wake(session, {name: Waking(at) for name, at in woken.items()})
    return {flow for flow, _ in woken}
