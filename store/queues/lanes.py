"""Lanes keep each chat in order: the holder of a lease works alone on that chat, in that direction.

The book of lanes is a table that all processes share, or the memory of the one process that works on an
SQLite file. Commands beside that process write the table, from which it takes over what they have woken.
"""

from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Flow
from store.queues.lane_book import BOOK, LaneBook, LaneName, LaneTimes, Lease, WakeTimes, Waking
from store.queues.lane_memory import LaneMemory
from store.queues.lane_table import LaneTable

TOGETHER = "wakings_together"
TABLE = LaneTable()


def keep_lanes_in_memory(database: Database) -> LaneMemory:
    """Let this process alone say who works on which lane; only the holder of an SQLite file may do that."""
    book = LaneMemory()
    database.inform_sessions(BOOK, book)
    return book


def memory_of(database: Database) -> LaneMemory | None:
    """Return the book in memory; None where processes share the table."""
    book: LaneMemory | None = database.told_sessions.get(BOOK)
    return book


def book_of(session: AsyncSession) -> LaneBook:
    """Return the book of lanes of a session."""
    book: LaneBook = session.info.get(BOOK, TABLE)
    return book


async def wake(
    session: AsyncSession, flow: Flow, keys: Iterable[Address], at: datetime, rows: int | None = None
) -> None:
    """Make these lanes due at this time, or earlier where that is set; `rows` are new in each, if known."""
    await wake_all(session, [((flow, key), Waking(at, rows)) for key in keys])


async def wake_all(session: AsyncSession, each: Iterable[tuple[LaneName, Waking]]) -> None:
    """Make lanes due, several times the same where it has several rows."""
    wakings: WakeTimes = {}
    for name, waking in each:
        wakings[name] = waking.joined_with(wakings.get(name))
    together: WakeTimes | None = session.info.get(TOGETHER)
    if together is None:
        await book_of(session).wake(session, wakings)
        return
    for lane, waking in wakings.items():
        together[lane] = waking.joined_with(together.get(lane))


@asynccontextmanager
async def batched_wakes(session: AsyncSession) -> AsyncIterator[WakeTimes]:
    """Wake at the end, with one statement, all lanes that are to be woken in here, and give them out."""
    together: WakeTimes = session.info.setdefault(TOGETHER, {})
    try:
        yield together
    finally:
        del session.info[TOGETHER]
    await book_of(session).wake(session, together)


async def lease(
    session: AsyncSession, flow: Flow, owner: str, now: datetime, duration: timedelta, limit: int
) -> list[Lease]:
    """Lease up to `limit` lanes that have work due, longest-waiting first, passing over locked ones."""
    return await book_of(session).lease(session, flow, owner, now, duration, limit)


async def hold(session: AsyncSession, held: Lease, until: datetime) -> None:
    """Prolong a lease within the transaction that does the work, so that a lost lease undoes the work.

    The lane stays locked until the transaction ends: what arrives meanwhile wakes it after that.

    Raises:
        LeaseLost: another worker has the lane by now.
    """
    if not await hold_all(session, [held], until):
        raise LeaseLost(f"{held.flow.value}:{held.key}")


async def hold_all(session: AsyncSession, leases: Collection[Lease], until: datetime) -> set[Lease]:
    """Prolong several leases of one owner and direction at once; those that are still held."""
    return await book_of(session).hold(session, leases, until) if leases else set()


async def give_back(
    session: AsyncSession, leases: Collection[Lease], times: LaneTimes, ended: Collection[Address] = ()
) -> dict[Address, datetime | None]:
    """Give lanes of one owner back, due when their queue says; see `LaneBook`."""
    return dict(await book_of(session).give_back(session, leases, times, ended)) if leases else {}


async def release(session: AsyncSession, held: Lease, due_at: datetime | None) -> None:
    """Give the lane back and say when it has work again.

    Call `hold` first and find out `due_at` after it, so that work that arrives meanwhile is not overlooked.
    """
    await book_of(session).put_off(session, held, due_at)


async def owners(session: AsyncSession) -> set[str]:
    """Who holds any lane."""
    return await book_of(session).owners(session)


async def abandon(session: AsyncSession, *of_owners: str) -> None:
    """Give back every lane of owners who stop, or are gone."""
    await book_of(session).abandon(session, of_owners)
