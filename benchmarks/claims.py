"""How fast processes claim chats from one PostgreSQL, and whether any message is ever claimed twice."""

import asyncio
import multiprocessing
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from store.engine.database import Database
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Flow, InboxItem, InboxStatus
from store.queues import inbox, lanes
from store.queues.inbox import ReceivedUpdate
from store.schema import upgrade
from tests import postgres

CHATS, EACH = 1_000, 4
AT_ONCE = 16
LEASE = timedelta(seconds=45)
BOT = Address(1)


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims a second of all workers together, and how many messages were claimed more than once."""

    workers: int
    claims: int
    per_second: float
    twice: int


def measure_claims(workers: int) -> Claims:
    """Fill an inbox, and let so many processes empty it."""
    with postgres.running() as server:
        asyncio.run(_fill(server.url))
        context = multiprocessing.get_context("spawn")
        with context.Pool(workers) as pool:
            pool.map(_wait, range(workers))  # all are up before the clock runs
            begun = time.monotonic()
            claimed = pool.starmap(_empty, [(server.url, number) for number in range(workers)], chunksize=1)
            elapsed = time.monotonic() - begun
        left = asyncio.run(_left(server.url))
    ids = [number for each in claimed for number in each]
    assert left == 0, f"{left} messages were never claimed"
    return Claims(workers, len(ids), round(len(ids) / elapsed, 1), len(ids) - len(set(ids)))


def _wait(number: int) -> int:
    time.sleep(1.0)
    return number


def _empty(url: str, number: int) -> list[int]:
    return asyncio.run(_work(url, f"worker {number}"))


async def _fill(url: str) -> None:
    database = Database.at(url)
    await upgrade(database)
    now = datetime.now(UTC)
    for each in range(EACH):
        received = [
            ReceivedUpdate(BOT, chat * EACH + each, Address(chat), {"n": chat})
            for chat in range(1, CHATS + 1)
        ]
        async with database.transaction() as session:
            await inbox.add(session, received, now)
    await database.close()


async def _work(url: str, owner: str) -> list[int]:
    """Claim, finish and give back, as workers do, until nothing is left."""
    database = Database.at(url)
    done: list[int] = []
    while (claimed := await _round(database, owner, done)) or await _count(database):
        if not claimed:
            await asyncio.sleep(0.01)
    await database.close()
    return done


async def _round(database: Database, owner: str, done: list[int]) -> int:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        leases = await lanes.lease(session, Flow.IN, owner, now, LEASE, AT_ONCE)
        items = await inbox.next_due(session, [each.key for each in leases], now) if leases else {}
    done += [item.id for item in items.values()]
    with suppress(LeaseLost):  # another worker has finished one: that is what is counted
        async with database.transaction() as session:
            held = await lanes.hold_all(session, leases, now + LEASE)
            await inbox.finish(session, [item.id for item in items.values()], now)
            await inbox.release_all(session, held)
    return len(leases)


async def _count(database: Database) -> int:
    async with database.reading() as session:
        statement = select(func.count()).where(InboxItem.status == InboxStatus.NEW)
        return await session.scalar(statement) or 0


async def _left(url: str) -> int:
    database = Database.at(url)
    left = await _count(database)
    await database.close()
    return left
