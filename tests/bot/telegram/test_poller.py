"""Polling: nothing is confirmed before it is kept, and nothing stops it for good but its own mistakes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.telegram.connection import HuifangBot
from bot.telegram.intake import Intake
from bot.telegram.poller import CONFLICT, Poller, PollingLimits, UpdateSource
from bot.telegram.send_errors import NotNow, PolledElsewhere, TokenRefused
from bot.timing.backoff import Backoff
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, InboxItem
from tests.bot.flaky import FlakyDatabase
from tests.bot.telegram.conftest import Stand
from tests.fakes.update_source import ScriptedSource

# Polling writes through the intake, which is tested on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BOT = Address(42)
QUICK = PollingLimits(backoff=Backoff(0.0, 0.0), conflicts=3)


@asynccontextmanager
async def polling(
    source: UpdateSource,
    database: Database,
    clock: Callable[[], datetime],
    patience: PollingLimits = QUICK,
) -> AsyncIterator[Poller]:
    poller = Poller(source, Intake(database, BOT, lambda: None), database, BOT, clock, patience)
    running = asyncio.create_task(poller.run())
    try:
        yield poller
    finally:
        poller.stop()
        await running


async def run_to_the_end(script: ScriptedSource, database: Database, now: datetime) -> Poller:
    async with polling(script, database, lambda: now) as poller:
        await script.done.wait()
    return poller


async def kept(database: Database) -> list[int]:
    async with database.reading() as session:
        return list(await session.scalars(select(InboxItem.update_id).order_by(InboxItem.id)))


async def alarms(database: Database) -> list[tuple[str, str, datetime | None]]:
    async with database.reading() as session:
        found = await session.execute(select(Alarm.kind, Alarm.subject, Alarm.cleared_at))
        return [tuple(row) for row in found]


async def test_offset_follows_what_was_kept(database: Database, now: datetime) -> None:
    script = ScriptedSource([[{"update_id": 10}, {"update_id": 11}], [{"update_id": 12}]])
    await run_to_the_end(script, database, now)
    assert script.offsets == [None, 12, 13]
    assert await kept(database) == [10, 11, 12]


async def test_only_the_first_call_does_not_wait(database: Database, now: datetime) -> None:
    script = ScriptedSource([NotNow("ConnectError"), [], []])
    patience = PollingLimits(wait=7, backoff=Backoff(0.0, 0.0))
    async with polling(script, database, lambda: now, patience):
        await script.done.wait()
    assert script.waits == [0, 0, 7, 7]


async def test_offset_is_given_up_in_silence(database: Database, now: datetime) -> None:
    """After an idle week numbers start again, perhaps lower."""
    script = ScriptedSource([[{"update_id": 900}], [], [{"update_id": 17}], []])
    await run_to_the_end(script, database, now)
    assert script.offsets == [None, 901, None, 18, None]
    assert await kept(database) == [900, 17]


async def test_offset_does_not_move_when_nothing_could_be_kept(database: Database, now: datetime) -> None:
    script = ScriptedSource([[{"update_id": 10}], [{"update_id": 10}], [{"update_id": 10}]])
    await run_to_the_end(script, FlakyDatabase(database, failures=2), now)
    assert script.offsets == [None, None, None, 11]
    assert await kept(database) == [10]


@pytest.mark.parametrize("trouble", [NotNow("TimedOut"), NotNow("429", 0.0), ValueError("a mistake of ours")])
async def test_trouble_is_lived_through(database: Database, now: datetime, trouble: Exception) -> None:
    script = ScriptedSource([[{"update_id": 10}], trouble, trouble, [{"update_id": 11}]])
    await run_to_the_end(script, database, now)
    assert script.offsets == [None, 11, 11, 11, 12]
    assert await kept(database) == [10, 11]


async def test_last_success_is_when_all_was_kept(database: Database, now: datetime) -> None:
    times = iter(now + timedelta(seconds=number) for number in range(100))
    script = ScriptedSource([[], NotNow("TimedOut")])
    async with polling(script, database, lambda: next(times)) as poller:
        assert poller.last_success is None
        await script.done.wait()
        assert poller.last_success == now


async def test_refused_token_ends_polling(database: Database, now: datetime) -> None:
    poller = Poller(
        ScriptedSource([TokenRefused()]), Intake(database, BOT, lambda: None), database, BOT, lambda: now
    )
    with pytest.raises(TokenRefused):
        await poller.run()


async def test_second_poller_raises_an_alarm_that_is_cleared_when_it_is_gone(
    database: Database, now: datetime
) -> None:
    script = ScriptedSource([PolledElsewhere("409"), PolledElsewhere("409"), [{"update_id": 1}]])
    async with polling(script, database, lambda: now):
        await script.done.wait()
    assert await alarms(database) == [(CONFLICT, "bot:42", now)]
    assert script.webhooks_forgotten == 3
    assert await kept(database) == [1]


async def test_poller_that_is_displaced_again_and_again_stops(database: Database, now: datetime) -> None:
    script = ScriptedSource([PolledElsewhere("409"), [], PolledElsewhere("409"), [], PolledElsewhere("409")])
    intake = Intake(database, BOT, lambda: None)
    with pytest.raises(PolledElsewhere, match="this one stops"):
        await Poller(script, intake, database, BOT, lambda: now, QUICK).run()
    assert (await alarms(database))[-1] == (CONFLICT, "bot:42", None)


async def test_displacements_long_ago_are_forgotten(database: Database, now: datetime) -> None:
    times = iter(now + timedelta(minutes=3 * number) for number in range(100))
    script = ScriptedSource([PolledElsewhere("409") for _ in range(6)])
    async with polling(script, database, lambda: next(times)):
        await script.done.wait()
    assert len(script.offsets) == 7


async def test_silent_call_is_begun_anew(database: Database, now: datetime) -> None:
    class Hanging(ScriptedSource):
        async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
            if len(self.offsets) == 2:
                self.done.set()
            self.offsets.append(offset)
            await asyncio.Event().wait()
            return []

    script = Hanging([])
    async with polling(
        script, database, lambda: now, PollingLimits(wait=0, margin=0.01, backoff=Backoff(0.0, 0.0))
    ):
        await script.done.wait()
    assert len(script.offsets) >= 3


async def test_stop_does_not_wait_for_the_long_poll(database: Database, now: datetime) -> None:
    script = ScriptedSource([])
    async with polling(script, database, lambda: now) as poller:
        await script.done.wait()
        poller.stop()
        poller.stop()
    assert script.offsets == [None]


async def test_stop_ends_a_pause(database: Database, now: datetime) -> None:
    script = ScriptedSource([NotNow("429", 3600.0)])
    async with polling(script, database, lambda: now):
        while not script.offsets:
            await asyncio.sleep(0)
    assert script.offsets == [None]


async def test_customers_words_arrive_from_a_bot_api_server(
    stand: Stand, bot: HuifangBot, database: Database, now: datetime
) -> None:
    arrived = asyncio.Event()
    poller = Poller(bot, Intake(database, BOT, arrived.set), database, BOT, lambda: now)
    running = asyncio.create_task(poller.run())
    customer = await stand.client.customer("Ann", "en")
    written = await stand.client.send_text(customer, "你好\n👨‍👩‍👧 ")
    await arrived.wait()
    poller.stop()
    await running
    async with database.reading() as session:
        [item] = await session.scalars(select(InboxItem))
    assert (item.update_id, item.lane, item.body["message"]["text"]) == (
        written.update_id,
        Address(customer),
        "你好\n👨‍👩‍👧 ",
    )
