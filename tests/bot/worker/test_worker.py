"""All loops together: from what came in to what went out, over a restart."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from actions.desk.front_desk import receive as real_desk
from actions.settings.house import House
from bot.timing.bell import Bell
from bot.worker.receiving.inbound import Inbound, InboundLimits
from bot.worker.rounds.due_surveys import DueSurveys
from bot.worker.sending.outbound import Outbound, OutboundLimits
from bot.worker.sending.rate_limit import RateLimits
from bot.worker.worker import Worker
from store.engine.database import Database
from store.models.queues import Flow, InboxStatus, OutboxStatus
from store.queues import inbox, lanes, outbox
from tests.bot.flaky import FlakyDatabase
from tests.bot.worker.conftest import inbox_rows, outbox_rows, queue, receive, text
from tests.fakes.classifier import ScriptedClassifier
from tests.fakes.decoder import PlainDecoder
from tests.fakes.sender import ScriptedSender

pytestmark = pytest.mark.dates

LITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HOUR = timedelta(hours=1)
WITHIN = 20.0


class Process:
    """A worker as one process has it."""

    def __init__(self, database: Database, house: House, *, alone: bool = True) -> None:
        owner = "a"
        self.database = database
        self.classifier = ScriptedClassifier()
        self.sender = ScriptedSender()
        self.inbox, self.outbox, self.due = Bell(), Bell(), Bell()
        limits = OutboundLimits(poll=0.01, pace=RateLimits(chat_per_second=None, bot_per_second=None))
        outbound = Outbound(database, self.sender, bell=self.outbox, clock=clock, owner=owner, limits=limits)
        inbound = Inbound(
            database,
            PlainDecoder(),
            self.classifier,
            partial(real_desk, house=house),
            bell=self.inbox,
            begin_sends=outbound.begin_sends,
            clock=clock,
            owner=owner,
            limits=InboundLimits(poll=0.01),
        )
        surveys = DueSurveys(database, lambda: house, bell=self.due, effects=self.outbox, clock=clock)
        self.worker = Worker(database, inbound, outbound, surveys, owner=owner, is_gone=lambda _: alone)
        self.running = asyncio.create_task(self.worker.run())

    async def until_answered(self, count: int) -> None:
        """Wait until so many messages were sent."""
        async with asyncio.timeout(WITHIN):
            while [row[1] for row in await outbox_rows(self.database)].count(OutboxStatus.SENT) < count:
                await asyncio.sleep(0.01)

    async def stop(self, within: float = 5.0) -> None:
        """Stop, and see that it has stopped."""
        await self.worker.stop(within)
        await self.running


def clock() -> datetime:
    return datetime.now(UTC)


async def test_every_customer_is_answered(database: Database, house: House) -> None:
    process = Process(database, house)
    await receive(database, clock(), *({"text": "where is it?", "chat": chat} for chat in range(1, 11)))
    process.inbox.ring()
    await process.until_answered(10)
    await process.stop()
    assert {row[1] for row in await inbox_rows(database)} == {InboxStatus.DONE}
    assert sorted(sent.address.number for sent in process.sender.sent) == list(range(1, 11))


@LITE
async def test_work_of_a_process_that_was_killed_is_taken_over_at_once(
    database: Database, house: House
) -> None:
    await receive(database, clock(), {"text": "where is it?", "chat": 5})
    rows = await queue(database, clock(), text("cut off", 6))
    async with database.transaction() as session:
        await lanes.lease(session, Flow.IN, "dead", clock(), HOUR, 9)
        await lanes.lease(session, Flow.OUT, "dead", clock(), HOUR, 9)
        await outbox.start(session, rows)
    process = Process(database, house, alone=True)
    await process.until_answered(1)
    await process.stop()
    statuses = dict(await outbox_rows(database))
    assert statuses["cut off"] is OutboxStatus.UNKNOWN
    assert [row[1] for row in await inbox_rows(database)] == [InboxStatus.DONE]


@LITE
async def test_worker_says_when_it_has_found_its_lanes(database: Database, house: House) -> None:
    process = Process(database, house)
    assert not process.worker.has_lanes.is_set()
    async with asyncio.timeout(WITHIN):
        await process.worker.has_lanes.wait()
    await process.stop()


@LITE
async def test_work_of_other_processes_is_left_to_them(database: Database, house: House) -> None:
    await receive(database, clock(), {"text": "theirs", "chat": 5})
    async with database.transaction() as session:
        await lanes.lease(session, Flow.IN, "other", clock(), HOUR, 9)
    process = Process(database, house, alone=False)
    await receive(database, clock(), {"text": "ours", "chat": 6}, first_id=2)
    await process.until_answered(1)
    await process.stop()
    assert [row[:2] for row in await inbox_rows(database)] == [(1, InboxStatus.NEW), (2, InboxStatus.DONE)]


@LITE
async def test_stop_gives_back_what_is_not_finished(database: Database, house: House) -> None:
    process = Process(database, house)
    process.classifier.away = True
    await receive(database, clock(), {"text": "where is it?", "chat": 5})
    process.inbox.ring()
    await process.classifier.refused.wait()
    await process.stop(within=0.1)
    async with database.transaction() as session:
        leases = await lanes.lease(session, Flow.IN, "next", clock(), HOUR, 9)
        items = await inbox.next_due(session, [each.key for each in leases], clock())
    assert {item.status for item in items.values()} == {InboxStatus.NEW}


@LITE
async def test_stop_does_not_wait_for_a_send_that_hangs(database: Database, house: House) -> None:
    process = Process(database, house)
    process.sender.gate = asyncio.Event()
    await queue(database, clock(), text("x"))
    process.outbox.ring()
    await process.sender.busy.wait()
    await process.stop(within=0.1)
    assert await outbox_rows(database) == [("x", OutboxStatus.SENDING)]
    after = Process(database, house)
    async with asyncio.timeout(WITHIN):
        while await outbox_rows(database) != [("x", OutboxStatus.UNKNOWN)]:
            await asyncio.sleep(0.01)
    await after.stop()


@LITE
async def test_start_waits_for_the_database(database: Database, house: House) -> None:
    process = Process(FlakyDatabase(database, failures=2), house)
    await queue(database, clock(), text("x"))
    await process.until_answered(1)
    await process.stop()
    assert process.sender.texts == ["x"]


@LITE
async def test_worker_that_never_ran_can_be_stopped(database: Database, house: House) -> None:
    process = Process(database, house)
    process.running.cancel()
    await asyncio.wait({process.running})
    await process.worker.stop()
    assert process.running.cancelled()
