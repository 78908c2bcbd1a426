"""Staff hear of an outage as soon as it can be written, and no more of it after a calm time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.worker.rounds.database_watch import SUBJECT, UNAVAILABLE, DatabaseWatch
from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.models.queues import Alarm
from tests.bot.worker.conftest import Clock as Movable

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class Clock(Movable):
    """A clock that knows how often it was looked at: once a look of the watch."""

    looks = 0

    def __call__(self) -> datetime:
        self.looks += 1
        return super().__call__()

    async def seen(self) -> None:
        """Wait until everything that happened before was seen and acted on."""
        enough = self.looks + 2
        async with asyncio.timeout(20):
            while self.looks < enough:
                await asyncio.sleep(0.01)


async def fail(database: Database, *, in_the_way: bool = False) -> None:
    """A transaction that the database refuses."""
    with suppress(StoreUnavailable):
        async with database.transaction():
            raise StoreUnavailable("disk full", in_the_way=in_the_way)


@asynccontextmanager
async def watched(database: Database, clock: Clock) -> AsyncIterator[None]:
    loop = asyncio.create_task(DatabaseWatch(database, clock=clock, calm=HOUR, pause=0.01).run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def alarms(database: Database) -> list[tuple[str, str, datetime, datetime | None]]:
    columns = Alarm.kind, Alarm.subject, Alarm.raised_at, Alarm.cleared_at
    async with database.reading() as session:
        return [tuple(row) for row in await session.execute(select(*columns))]


async def check_alarms(
    database: Database, expected: list[tuple[str, str, datetime, datetime | None]]
) -> None:
    """Wait until these are the alarms."""
    async with asyncio.timeout(20):
        while (found := await alarms(database)) != expected:
            await asyncio.sleep(0.01)
    assert found == expected


async def test_outage_is_told_of_once_and_taken_back_after_a_calm_hour(
    database: Database, now: datetime
) -> None:
    clock = Clock(now)
    async with watched(database, clock):
        await fail(database)
        await fail(database)
        await check_alarms(database, [(UNAVAILABLE, SUBJECT, now, None)])
        clock.now = now + HOUR - MINUTE
        await fail(database)  # it is not calm yet
        await clock.seen()
        clock.now = now + HOUR + MINUTE
        await clock.seen()
        assert await alarms(database) == [(UNAVAILABLE, SUBJECT, now, None)]
        clock.now = now + 2 * HOUR
        await check_alarms(database, [(UNAVAILABLE, SUBJECT, now, clock.now)])


async def test_alarm_of_the_process_before_is_taken_back(database: Database, now: datetime) -> None:
    clock = Clock(now)
    async with watched(database, clock):
        await fail(database)
        await check_alarms(database, [(UNAVAILABLE, SUBJECT, now, None)])
    async with watched(database, clock):
        clock.now = now + HOUR
        await check_alarms(database, [(UNAVAILABLE, SUBJECT, now, clock.now)])


async def test_transaction_that_only_gave_way_to_another_is_no_outage(
    database: Database, now: datetime
) -> None:
    clock = Clock(now)
    async with watched(database, clock):
        await fail(database, in_the_way=True)
        await clock.seen()
        assert (await alarms(database), database.outages) == ([], 0)
