"""Polling goes on after a poller fails, and staff are alarmed when Telegram does not answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.telegram.intake import Intake
from bot.telegram.poller import CONFLICT, Poller, PollingLimits, UpdateSource
from bot.telegram.send_errors import NotNow, PolledElsewhere
from bot.telegram.watchdog import SILENT, WatchdogLimits, WatchedPolling
from bot.timing.backoff import Backoff
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm

# It writes alarms only, which are tested on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BOT = Address(42)
# A silence that no stall of a busy machine reaches, and none at all where silence is not what is tested.
CLOSE = WatchdogLimits(sign=2.0, success=60.0, look=0.01, farewell=0.1)
CALM = replace(CLOSE, sign=60.0)


@dataclass(slots=True)
class Deaf:
    """A source whose first calls hang, deaf to being cancelled; the others answer that there is nothing."""

    hangs: int
    calls: int = 0
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def forget_webhook(self) -> None:
        pass

    async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
        self.calls += 1
        while self.calls <= self.hangs and not self.released.is_set():
            try:
                await self.released.wait()
            except asyncio.CancelledError:
                continue
        if self.calls > self.hangs + 1:
            self.answered.set()
        await asyncio.sleep(0.01)
        return []


class Vanishing(Deaf):
    """A source that ends the task of the first poller that asks."""

    async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
        if self.calls == 0:
            self.calls = 1
            raise asyncio.CancelledError
        return await Deaf.fetch(self, offset, limit, wait)


class Limited(Deaf):
    """A source that orders a pause of an hour, whenever it is asked."""

    async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
        self.calls += 1
        raise NotNow("too many requests", 3600.0)


@asynccontextmanager
async def watched(
    source: Deaf, database: Database, clock: Callable[[], datetime], vigilance: WatchdogLimits = CLOSE
) -> AsyncIterator[WatchedPolling]:
    made: list[Poller] = []

    def make() -> Poller:
        made.append(
            Poller(source, Intake(database, BOT, lambda: None), database, BOT, clock, PollingLimits(wait=0))
        )
        return made[-1]

    before = asyncio.all_tasks()
    polling = WatchedPolling(make, database, BOT, clock, vigilance)
    running = asyncio.create_task(polling.run())
    try:
        yield polling
    finally:
        polling.stop()
        await running
        source.released.set()
        for poller in made:  # a deaf one has outlived its successor, and may be writing
            poller.stop()
        await asyncio.gather(*asyncio.all_tasks() - before, return_exceptions=True)


async def alarms(database: Database) -> list[tuple[str, str, bool]]:
    async with database.reading() as session:
        found = await session.execute(select(Alarm.kind, Alarm.subject, Alarm.cleared_at))
        return [(kind, subject, cleared is None) for kind, subject, cleared in found]


async def until(what: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not await what():
            await asyncio.sleep(0.01)


async def test_poller_that_hangs_is_replaced(database: Database, now: datetime) -> None:
    source = Deaf(hangs=1)
    async with watched(source, database, lambda: now) as polling:
        await source.answered.wait()
        assert polling.last_success == now


async def test_poller_that_vanishes_is_replaced(database: Database, now: datetime) -> None:
    source = Vanishing(hangs=0)
    async with watched(source, database, lambda: now):
        await source.answered.wait()
    assert source.calls > 1


async def test_pause_that_telegram_has_ordered_is_no_silence(database: Database, now: datetime) -> None:
    source, looks = Limited(hangs=0), 0

    def clock() -> datetime:
        nonlocal looks
        looks += 1
        return now

    async with watched(source, database, clock, replace(CLOSE, sign=0.0)):

        async def looked() -> bool:
            return looks > 10

        await until(looked)
    assert source.calls == 1


async def test_staff_are_told_until_it_polls_again(database: Database, now: datetime) -> None:
    source = Deaf(hangs=1)
    async with watched(source, database, lambda: now):

        async def raised() -> bool:
            return await alarms(database) == [(SILENT, "bot:42", True)]

        async def cleared() -> bool:
            return await alarms(database) == [(SILENT, "bot:42", False)]

        await until(raised)
        await until(cleared)
        assert source.calls > 1


async def test_staff_are_told_when_telegram_does_not_answer(database: Database, now: datetime) -> None:
    times = iter([now])

    class Refusing(Deaf):
        async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
            await asyncio.sleep(0.01)
            raise ValueError("no answer")

    source = Refusing(0)
    async with watched(source, database, lambda: next(times, now + timedelta(minutes=2))) as polling:

        async def raised() -> bool:
            return await alarms(database) == [(SILENT, "bot:42", True)]

        await until(raised)
        assert (polling.last_success, source.answered.is_set()) == (None, False)


@dataclass(slots=True)
class Elsewhere(Deaf):
    """A source that another process polls too, the first `conflicts` times."""

    conflicts: int = 1_000_000

    async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
        self.calls += 1
        if self.calls <= self.conflicts:
            raise PolledElsewhere("terminated by other getUpdates request")
        if self.calls > self.conflicts + 1:  # the one before was answered, and what follows from it is done
            self.answered.set()
        await asyncio.sleep(0.01)
        return []


def impatient(source: UpdateSource, database: Database, now: datetime) -> Callable[[], Poller]:
    """Makes pollers that give up after two conflicts."""
    patience = PollingLimits(wait=0, backoff=Backoff(0.0, 0.0), conflicts=2)
    return lambda: Poller(source, Intake(database, BOT, lambda: None), database, BOT, lambda: now, patience)


async def test_who_has_nothing_else_to_do_ends_where_another_polls(database: Database, now: datetime) -> None:
    with pytest.raises(PolledElsewhere):
        await WatchedPolling(impatient(Elsewhere(0), database, now), database, BOT, lambda: now, CALM).run()


async def test_who_has_more_to_do_stands_by_until_the_other_one_has_gone(
    database: Database, now: datetime
) -> None:
    source = Elsewhere(0, conflicts=5)  # it gives up twice, with a pause after each time
    make, standing_by = impatient(source, database, now), replace(CALM, standing_by=Backoff(0.01, 600.0))
    polling = WatchedPolling(make, database, BOT, lambda: now, standing_by)
    running = asyncio.create_task(polling.run())
    async with asyncio.timeout(20):
        await source.answered.wait()
    polling.stop()
    await running
    assert (polling.last_success, await alarms(database)) == (now, [(CONFLICT, "bot:42", False)])


async def test_who_stands_by_can_be_stopped(database: Database, now: datetime) -> None:
    source = Elsewhere(0)
    make, standing_by = impatient(source, database, now), replace(CALM, standing_by=Backoff(3600.0, 3600.0))
    polling = WatchedPolling(make, database, BOT, lambda: now, standing_by)
    running = asyncio.create_task(polling.run())
    async with asyncio.timeout(20):
        while source.calls < 2:
            await asyncio.sleep(0.01)
        polling.stop()
        await running
    assert polling.last_success is None
