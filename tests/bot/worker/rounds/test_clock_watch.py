"""A clock that was put back is noticed, and so is work that another machine's clock has put off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.timing.bell import Bell
from bot.timing.clock import Clock as Ticking
from bot.worker.rounds.clock_watch import ClockWatch
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Flow
from store.queues import inbox, lanes
from store.queues.inbox import ReceivedUpdate
from tests.bot.worker.conftest import Clock

MINUTE = timedelta(minutes=1)
AN_HOUR = 3600.0


async def put_off(database: Database, until: datetime) -> None:
    """An update that is due at a time."""
    async with database.transaction() as session:
        await inbox.add(session, [ReceivedUpdate(Address(1), until.microsecond, Address(5), {})], until)


async def is_due(database: Database, now: datetime) -> bool:
    async with database.transaction() as session:
        leases = await lanes.lease(session, Flow.IN, "w", now, MINUTE, 9)
        await inbox.release_all(session, leases)
        return bool(await inbox.next_due(session, [each.key for each in leases], now))


@asynccontextmanager
async def looking(
    database: Database, clock: Ticking, arrived: Bell, has_lanes: asyncio.Event | None = None
) -> AsyncIterator[None]:
    if has_lanes is None:
        has_lanes = asyncio.Event()
        has_lanes.set()
    watch = ClockWatch(
        database, arrived=arrived, effects=Bell(), clock=clock, has_lanes=has_lanes, pause=0.01
    )
    loop = asyncio.create_task(watch.run())
    try:
        yield
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def heard(bell: Bell) -> None:
    """Wait for a ring; a bell that is not rung ends the test."""
    began = asyncio.get_running_loop().time()
    await bell.wait(20)
    assert asyncio.get_running_loop().time() - began < 20


async def test_clock_put_back_while_nothing_ran_holds_nothing_up(database: Database, now: datetime) -> None:
    clock, arrived = Clock(now), Bell()
    await put_off(database, now + timedelta(hours=5))
    async with looking(database, clock, arrived):
        await heard(arrived)
    assert await is_due(database, now)


async def test_clock_put_back_while_we_run_holds_nothing_up(database: Database, now: datetime) -> None:
    clock, arrived = Clock(now + timedelta(hours=5)), Bell()
    async with looking(database, clock, arrived):
        await put_off(database, clock())  # by the clock of the process that received it, it is due at once
        await asyncio.sleep(0.05)
        clock.pass_(-5 * AN_HOUR)
        await heard(arrived)
    assert await is_due(database, now)


async def test_failure_does_not_end_the_loop(database: Database, now: datetime) -> None:
    arrived, asked = Bell(), 0

    def clock() -> datetime:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise RuntimeError("the first time it fails")
        return now

    await put_off(database, now + MINUTE)
    async with looking(database, clock, arrived):
        await heard(arrived)
    assert await is_due(database, now)


async def test_nothing_is_corrected_before_the_lanes_are_found(database: Database, now: datetime) -> None:
    clock, arrived, has_lanes = Clock(now), Bell(), asyncio.Event()
    await put_off(database, now + timedelta(hours=5))
    async with looking(database, clock, arrived, has_lanes):
        await asyncio.sleep(0.1)
        assert not await is_due(database, now)
        has_lanes.set()
        await heard(arrived)
    assert await is_due(database, now)
