"""The inbound loop: every chat in order, no chat in the way of another, nothing forgotten."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.turn.incoming import Disposition, Incoming
from actions.turn.reading import NotUnderstood, Reading, Why
from bot.timing.backoff import Backoff
from bot.timing.bell import Bell
from bot.worker.receiving.effects import RetryLimits
from bot.worker.receiving.inbound import Inbound, InboundLimits
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.models.queues import Flow, InboxStatus, Lane
from store.queues import lanes
from store.queues.inbox import InboxUpdate
from tests.bot.flaky import FlakyDatabase
from tests.bot.worker.conftest import RecordingDesk, inbox_rows, outbox_rows, receive, ringing
from tests.fakes.classifier import INQUIRY, ScriptedClassifier
from tests.fakes.decoder import PlainDecoder

pytestmark = pytest.mark.dates

AWAY = NotUnderstood(Why.UNAVAILABLE)
LITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LIMITS = InboundLimits(poll=0.01, patience=0.0, retries=RetryLimits(backoff=Backoff(0.01, 30.0)))
WITHIN = 20.0


class Slow(ScriptedClassifier):
    """Texts that say so take until the gate is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.waiting: list[str] = []

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        if text == "slow":
            self.waiting.append(text)
            await self.gate.wait()
        return await ScriptedClassifier.parse(self, text)


class Bench:
    """An inbound loop with all that it needs; its clock is the real one, since it waits."""

    def __init__(
        self,
        database: Database,
        limits: InboundLimits = LIMITS,
        owner: str = "a",
        desk: RecordingDesk | None = None,
    ) -> None:
        self.database = database
        self.classifier = Slow()
        self.desk = desk or RecordingDesk()
        self.bell = Bell()
        self.effects = Bell()
        self.inbound = Inbound(
            database,
            PlainDecoder(),
            self.classifier,
            self.desk,
            bell=self.bell,
            begin_sends=ringing(self.effects),
            clock=clock,
            owner=owner,
            limits=limits,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The loop runs meanwhile."""
        loop = asyncio.create_task(self.inbound.run())
        try:
            yield
        finally:
            self.inbound.stop()
            await loop
            await self.inbound.drain(5.0)

    async def until(self, is_so: Callable[[list[InboxStatus]], bool]) -> list[InboxStatus]:
        """Wait until the inbox looks like this."""
        async with asyncio.timeout(WITHIN):
            while True:
                statuses = [row[1] for row in await inbox_rows(self.database)]
                if is_so(statuses):
                    return statuses
                await self.effects.wait(0.05)

    async def until_done(self) -> None:
        """Wait until all is done."""
        await self.until(lambda statuses: set(statuses) == {InboxStatus.DONE})

    async def until_waiting(self, count: int = 1) -> None:
        """Wait until so many texts wait in the classifier."""
        async with asyncio.timeout(WITHIN):
            while len(self.classifier.waiting) < count:
                await asyncio.sleep(0)


def clock() -> datetime:
    return datetime.now(UTC)


async def leased(database: Database) -> list[int]:
    memory = lanes.memory_of(database)
    if memory is not None:
        return [key.number for key, lane in memory.lanes_of(Flow.IN).items() if lane.owner == "a"]
    async with database.reading() as session:
        return [key.number for key in await session.scalars(select(Lane.key).where(Lane.owner == "a"))]


async def lease_end(database: Database) -> datetime | None:
    memory = lanes.memory_of(database)
    if memory is not None:
        return next(iter(memory.lanes_of(Flow.IN).values())).leased_until
    async with database.reading() as session:
        end: datetime | None = await session.scalar(select(Lane.leased_until).where(Lane.flow == Flow.IN))
        return end


async def texts(database: Database) -> list[str]:
    return [text for text, _ in await outbox_rows(database)]


async def test_updates_of_one_chat_take_effect_in_order(database: Database) -> None:
    await receive(database, clock(), *({"text": f"{number}", "chat": 5} for number in range(100)))
    bench = Bench(database)
    async with bench.running():
        await bench.until_done()
    assert await texts(database) == [f"re {number}" for number in range(1, 101)]


async def test_two_workers_share_many_chats_without_doing_anything_twice(database: Database) -> None:
    await receive(database, clock(), *({"text": "x", "chat": number % 17} for number in range(100)))
    one, two = Bench(database, owner="a"), Bench(database, owner="b")
    async with one.running(), two.running():
        await one.until_done()
    assert sorted(await texts(database)) == sorted(f"re {number}" for number in range(1, 101))


@LITE
async def test_what_comes_in_is_worked_on_when_the_bell_rings(database: Database) -> None:
    bench = Bench(database, InboundLimits(poll=3600.0))
    async with bench.running():
        await receive(database, clock(), {"text": "x", "chat": 5})
        bench.bell.ring()
        await bench.until_done()
    assert await texts(database) == ["re 1"]


@LITE
async def test_what_another_process_took_in_is_found(database: Database) -> None:
    bench = Bench(database)
    async with bench.running():
        await receive(database, clock(), {"text": "x", "chat": 5})
        await bench.until_done()
    assert await texts(database) == ["re 1"]


@LITE
async def test_slow_chat_does_not_delay_others(database: Database) -> None:
    bench = Bench(database)
    slow = {"text": "slow", "chat": 1}
    await receive(database, clock(), slow, slow, *({"text": "x", "chat": 2 + each} for each in range(20)))
    async with bench.running():
        statuses = await bench.until(lambda statuses: statuses.count(InboxStatus.DONE) == 20)
        assert statuses[:2] == [InboxStatus.NEW] * 2
        bench.classifier.gate.set()
        await bench.until_done()


@LITE
async def test_texts_that_wait_for_the_nlu_server_hold_up_nobody_else(database: Database) -> None:
    limits = InboundLimits(poll=0.01, patience=WITHIN)
    bench = Bench(database, limits)
    bench.classifier.away = True
    await receive(
        database,
        clock(),
        *({"text": "x", "chat": number} for number in range(1, 101)),
        {"tap": "x", "chat": 200},
    )
    async with bench.running():
        statuses = await bench.until(lambda statuses: InboxStatus.DONE in statuses)
        assert statuses == [InboxStatus.NEW] * 100 + [InboxStatus.DONE]
        bench.classifier.away = False
        await bench.until_done()
    assert AWAY not in bench.desk.readings


@LITE
async def test_texts_given_up_are_understood_as_soon_as_the_server_is_back(database: Database) -> None:
    bench = Bench(database)
    bench.classifier.away = True
    await receive(database, clock(), *({"text": f"{number}", "chat": 5} for number in range(3)))
    async with bench.running():
        await bench.until(lambda statuses: set(statuses) == {InboxStatus.WAITING})
        bench.classifier.away = False
        await bench.until_done()
    assert bench.desk.readings == [AWAY] * 3 + [INQUIRY] * 3
    assert (await texts(database))[3:] == ["re 1", "re 2", "re 3"]


async def test_text_given_up_while_the_server_comes_back_is_not_forgotten(database: Database) -> None:
    class ReturningServer(RecordingDesk):
        async def __call__(
            self,
            session: AsyncSession,
            item: InboxUpdate,
            incoming: Incoming,
            reading: Reading | None,
            now: datetime,
            searched: SearchedQuestion = NOT_SEARCHED,
        ) -> Disposition:
            disposition = await RecordingDesk.__call__(self, session, item, incoming, reading, now)
            bench.classifier.away = False
            while bench.inbound._reader.away:
                await asyncio.sleep(0.001)
            # Long enough for everything that waits to be revived, before this text waits.
            await asyncio.sleep(0.1)
            return disposition

    bench = Bench(database, desk=ReturningServer())
    bench.classifier.away = True
    await receive(database, clock(), {"text": "x", "chat": 5})
    async with bench.running():
        await bench.until_done()
    assert bench.desk.readings == [AWAY, INQUIRY]


@LITE
async def test_texts_that_an_earlier_process_gave_up_are_taken_up_at_the_start(database: Database) -> None:
    before = Bench(database)
    before.classifier.away = True
    await receive(database, clock(), {"text": "x", "chat": 5})
    async with before.running():
        await before.until(lambda statuses: statuses == [InboxStatus.WAITING])
    after = Bench(database)
    async with after.running():
        await after.until_done()
    assert await texts(database) == ["re 1", "re 1"]  # the desk sees it twice


@LITE
async def test_poisonous_update_is_parked_and_others_go_on(database: Database) -> None:
    bench = Bench(database)
    await receive(
        database,
        clock(),
        {"chat": 5},
        {"text": "x", "chat": 5},
        *({"text": "x", "chat": 6} for _ in range(3)),
    )
    async with bench.running():
        statuses = await bench.until(lambda statuses: InboxStatus.NEW not in statuses)
    assert statuses == [InboxStatus.PARKED] + [InboxStatus.DONE] * 4


@LITE
async def test_failed_update_is_tried_again_in_its_place(database: Database) -> None:
    bench = Bench(database)
    bench.desk.trouble = [KeyError("secret")]
    await receive(database, clock(), {"text": "x", "chat": 5}, {"text": "y", "chat": 5})
    async with bench.running():
        await bench.until_done()
    assert await texts(database) == ["re 1", "re 2"]


@LITE
async def test_outages_of_the_database_are_lived_through(database: Database) -> None:
    bench = Bench(FlakyDatabase(database, failures=8, at_commit=True))
    await receive(database, clock(), *({"text": "x", "chat": number} for number in range(5)))
    async with bench.running():
        await bench.until_done()
    assert sorted(await texts(database)) == [f"re {number}" for number in range(1, 6)]


@LITE
async def test_no_more_chats_are_worked_on_than_there_is_room_for(database: Database) -> None:
    bench = Bench(database, InboundLimits(active=3, poll=0.01, patience=0.0))
    await receive(database, clock(), *({"text": "slow", "chat": number} for number in range(9)))
    async with bench.running():
        await bench.until_waiting(3)
        assert len(await leased(database)) == 3
        bench.classifier.gate.set()
        await bench.until_done()


@LITE
async def test_no_more_chats_wait_for_the_nlu_server_than_there_is_room_for(database: Database) -> None:
    bench = Bench(database, InboundLimits(chats=7, active=3, poll=3600.0, patience=WITHIN))
    bench.classifier.away = True
    await receive(database, clock(), *({"text": "x", "chat": number} for number in range(9)))
    async with bench.running():
        async with asyncio.timeout(WITHIN):
            while len(await leased(database)) < 7:
                await asyncio.sleep(0.005)
        assert len(await leased(database)) == 7
        bench.classifier.away = False
        await bench.until_done()


@LITE
async def test_lease_that_ends_during_the_work_leads_to_one_effect(database: Database) -> None:
    limits = InboundLimits(poll=0.01, patience=0.0, retries=RetryLimits(lease=timedelta(milliseconds=50)))
    bench = Bench(database, limits)
    await receive(database, clock(), {"text": "slow", "chat": 5})
    async with bench.running():
        await bench.until_waiting()
        leased_until = await lease_end(database)
        async with asyncio.timeout(WITHIN):
            while await lease_end(database) == leased_until:
                await asyncio.sleep(0)
        bench.classifier.gate.set()
        await bench.until_done()
    assert await texts(database) == ["re 1"]


@LITE
async def test_stop_finishes_what_is_in_flight(database: Database) -> None:
    bench = Bench(database)
    await receive(database, clock(), {"text": "slow", "chat": 5})
    async with bench.running():
        await bench.until_waiting()
        asyncio.get_running_loop().call_later(0.05, bench.classifier.gate.set)
    assert [row[1] for row in await inbox_rows(database)] == [InboxStatus.DONE]


@LITE
async def test_what_takes_too_long_to_finish_is_left_for_the_next_process(database: Database) -> None:
    bench = Bench(database)
    await receive(database, clock(), {"text": "slow", "chat": 5})
    loop = asyncio.create_task(bench.inbound.run())
    await bench.until_waiting()
    bench.inbound.stop()
    await loop
    await bench.inbound.drain(0.0)
    async with database.transaction() as session:
        await lanes.abandon(session, "a")
    assert await texts(database) == []
    after = Bench(database, owner="b")
    after.classifier.gate.set()
    async with after.running():
        await after.until_done()
    assert await texts(database) == ["re 1"]
