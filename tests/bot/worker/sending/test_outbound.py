"""The outbound loop: in order a chat, nothing twice, at the pace that Telegram allows."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.turn.send_outcomes import NotDelivered, OutcomeUnknown, SendLater
from bot.timing.bell import Bell
from bot.worker.sending.outbound import Outbound, OutboundLimits
from bot.worker.sending.rate_limit import RateLimits
from bot.worker.sending.send_ends import UNKNOWN
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Flow, OutboxAction, OutboxItem, OutboxStatus
from store.queues import lanes, outbox
from store.queues.lane_memory import LaneMemory
from store.queues.outgoing import Outgoing
from tests.bot.flaky import FlakyDatabase
from tests.bot.worker.conftest import alarms, failure, outbox_rows, queue, text
from tests.fakes.sender import ScriptedSender

pytestmark = pytest.mark.dates

LITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NO_PACE = RateLimits(chat_per_second=None, bot_per_second=None)
LIMITS = OutboundLimits(poll=0.01, pace=NO_PACE)
WITHIN = 20.0


class Bench:
    """An outbound loop with all that it needs; its clock is the real one, since it waits."""

    def __init__(
        self,
        database: Database,
        sender: ScriptedSender | None = None,
        limits: OutboundLimits = LIMITS,
        owner: str = "a",
    ) -> None:
        self.database = database
        self.sender = sender or ScriptedSender()
        self.bell = Bell()
        self.outbound = Outbound(
            database, self.sender, bell=self.bell, clock=clock, owner=owner, limits=limits
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The loop runs meanwhile."""
        loop = asyncio.create_task(self.outbound.run())
        try:
            yield
        finally:
            self.outbound.stop()
            await loop

    async def until(self, is_so: Callable[[list[OutboxStatus]], bool]) -> None:
        """Wait until the outbox looks like this."""
        async with asyncio.timeout(WITHIN):
            while not is_so([status for _, status in await outbox_rows(self.database)]):
                await asyncio.sleep(0.005)

    async def until_settled(self) -> None:
        """Wait until nothing is to be sent any more."""
        await self.until(lambda statuses: not set(statuses) & set(outbox.UNSENT))


def clock() -> datetime:
    return datetime.now(UTC)


async def test_messages_of_one_chat_go_out_in_order(database: Database) -> None:
    await queue(database, clock(), *(text(f"{number}") for number in range(50)))
    bench = Bench(database)
    async with bench.running():
        await bench.until_settled()
    assert bench.sender.texts == [f"{number}" for number in range(50)]
    assert {status for _, status in await outbox_rows(database)} == {OutboxStatus.SENT}


async def test_two_senders_share_many_chats_and_send_nothing_twice(database: Database) -> None:
    await queue(database, clock(), *(text(f"{number}", number % 23) for number in range(100)))
    one, two = Bench(database, owner="a"), Bench(database, owner="b")
    async with one.running(), two.running():
        await one.until_settled()
    sent = one.sender.texts + two.sender.texts
    assert sorted(sent, key=int) == [f"{number}" for number in range(100)]


@LITE
async def test_bell_wakes_the_sender(database: Database) -> None:
    bench = Bench(database, limits=OutboundLimits(poll=3600.0))
    async with bench.running():
        await queue(database, clock(), text("x"))
        bench.bell.ring()
        await bench.until_settled()
    assert bench.sender.texts == ["x"]


@LITE
async def test_chats_are_sent_to_at_the_same_time(database: Database) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    await queue(database, clock(), *(text("x", chat) for chat in range(10)), text("second", 3))
    bench = Bench(database, sender)
    async with bench.running():
        async with asyncio.timeout(WITHIN):
            while len(sender.sent) < 10:
                await asyncio.sleep(0)
        assert sender.texts == ["x"] * 10
        assert sender.gate is not None
        sender.gate.set()
        await bench.until_settled()
    assert sender.texts == ["x"] * 10 + ["second"]


@LITE
async def test_no_more_at_once_than_allowed(database: Database) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    await queue(database, clock(), *(text("x", chat) for chat in range(10)))
    bench = Bench(database, sender, OutboundLimits(sends=4, poll=0.01, pace=NO_PACE))
    async with bench.running():
        await bench.until(lambda statuses: statuses.count(OutboxStatus.SENDING) == 4)
        assert len(sender.sent) <= 4
        assert sender.gate is not None
        sender.gate.set()
        await bench.until_settled()
    assert len(sender.sent) == 10


@LITE
async def test_row_is_marked_before_it_is_sent(database: Database) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    await queue(database, clock(), text("x"))
    bench = Bench(database, sender)
    async with bench.running():
        await sender.busy.wait()
        assert await outbox_rows(database) == [("x", OutboxStatus.SENDING)]
        assert sender.gate is not None
        sender.gate.set()


async def test_send_that_was_cut_off_is_unknown_and_the_chat_goes_on(database: Database) -> None:
    """What a process that was killed leaves behind."""
    rows = await queue(database, clock(), text("cut off"), text("next"))
    async with database.transaction() as session:
        await lanes.lease(session, Flow.OUT, "dead", clock(), timedelta(minutes=1), 9)
        await outbox.start(session, rows[:1])
        await lanes.abandon(session, "dead")
    bench = Bench(database)
    async with bench.running():
        await bench.until_settled()
    assert bench.sender.texts == ["next"]
    assert await outbox_rows(database) == [("cut off", OutboxStatus.UNKNOWN), ("next", OutboxStatus.SENT)]
    assert await alarms(database) == [(UNKNOWN, f"outbox:{rows[0]}")]


@LITE
async def test_edit_that_was_cut_off_is_done_again(database: Database) -> None:
    [row] = await queue(database, clock(), Outgoing(Address(5), OutboxAction.EDIT, "x", target=1))
    async with database.transaction() as session:
        await outbox.start(session, [row])
    bench = Bench(database)
    async with bench.running():
        await bench.until_settled()
    assert await outbox_rows(database) == [("x", OutboxStatus.SENT)]


@LITE
async def test_other_worker_waits_until_the_lease_ends(database: Database) -> None:
    rows = await queue(database, clock(), text("x"))
    async with database.transaction() as session:
        await lanes.lease(session, Flow.OUT, "busy", clock(), timedelta(milliseconds=200), 9)
        await outbox.start(session, rows)
    bench = Bench(database)
    async with bench.running():
        await bench.until_settled()
    assert (await outbox_rows(database)) == [("x", OutboxStatus.UNKNOWN)]


@LITE
async def test_nothing_is_sent_while_telegram_wants_us_to_wait(database: Database) -> None:
    sender = ScriptedSender([SendLater(0.3)])
    await queue(database, clock(), text("first", 1))
    bench = Bench(database, sender)
    async with bench.running():
        await bench.until(lambda statuses: bool(sender.sent) and statuses == [OutboxStatus.PENDING])
        await queue(database, clock(), *(text("other", chat) for chat in range(2, 9)))
        await bench.until_settled()
    assert sender.begun[1] - sender.begun[0] >= 0.3
    assert sorted(sender.texts) == ["first", "first"] + ["other"] * 7


@LITE
async def test_failure_to_connect_is_tried_again_and_arrives_once(database: Database) -> None:
    sender = ScriptedSender([failure(NotDelivered)])
    await queue(database, clock(), text("x"))
    bench = Bench(database, sender)
    async with bench.running():
        await bench.until_settled()
    assert sender.texts == ["x", "x"]
    assert await outbox_rows(database) == [("x", OutboxStatus.SENT)]


@LITE
@pytest.mark.parametrize("outcome", [failure(OutcomeUnknown), KeyError("a mistake of the edge")])
async def test_unknown_outcome_is_not_sent_again(database: Database, outcome: Exception) -> None:
    sender = ScriptedSender([outcome])
    await queue(database, clock(), text("x"), text("next"))
    bench = Bench(database, sender)
    async with bench.running():
        await bench.until_settled()
    assert sender.texts == ["x", "next"]
    assert await outbox_rows(database) == [("x", OutboxStatus.UNKNOWN), ("next", OutboxStatus.SENT)]


@LITE
async def test_send_that_never_ends_is_given_up(database: Database) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    await queue(database, clock(), text("x"))
    bench = Bench(database, sender, OutboundLimits(poll=0.01, longest_send=0.02, pace=NO_PACE))
    async with bench.running():
        await bench.until_settled()
    assert await outbox_rows(database) == [("x", OutboxStatus.UNKNOWN)]


@LITE
async def test_chat_is_paced_and_answers_to_taps_are_not(database: Database) -> None:
    pace = RateLimits(chat_per_second=5.0, chat_burst=1, bot_per_second=None)
    await queue(
        database,
        clock(),
        text("one"),
        Outgoing(Address(5), OutboxAction.ANSWER_TAP, "tap", tap="1"),
        text("two"),
    )
    bench = Bench(database, limits=OutboundLimits(poll=3600.0, pace=pace))
    async with bench.running():
        began = asyncio.get_running_loop().time()
        bench.bell.ring()
        await bench.until(lambda statuses: statuses[:2] == [OutboxStatus.SENT] * 2)
        answered = asyncio.get_running_loop().time() - began
        await bench.until_settled()
        took = asyncio.get_running_loop().time() - began
    assert bench.sender.texts == ["one", "tap", "two"]
    assert took >= 0.15
    assert answered < took


@LITE
async def test_bot_is_paced(database: Database) -> None:
    pace = RateLimits(bot_per_second=20.0, bot_burst=2)
    await queue(database, clock(), *(text("x", chat) for chat in range(6)))
    bench = Bench(database, limits=OutboundLimits(poll=3600.0, pace=pace))
    async with bench.running():
        began = asyncio.get_running_loop().time()
        bench.bell.ring()
        await bench.until_settled()
    assert asyncio.get_running_loop().time() - began >= 0.15


@LITE
@pytest.mark.parametrize("at_commit", [True, False])
async def test_outages_of_the_database_are_lived_through(*, database: Database, at_commit: bool) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    flaky = FlakyDatabase(database)
    await queue(database, clock(), *(text("x", chat) for chat in range(5)))
    bench = Bench(flaky, sender)
    async with bench.running():
        await bench.until(lambda statuses: statuses == [OutboxStatus.SENDING] * 5)
        flaky.failures = 7
        assert sender.gate is not None
        sender.gate.set()
        await bench.until_settled()
    assert sender.texts == ["x"] * 5
    assert {status for _, status in await outbox_rows(database)} == {OutboxStatus.SENT}


@LITE
async def test_end_that_cannot_be_recorded_does_not_stop_the_others(database: Database) -> None:
    no_number_of_telegrams = 2**70
    sender = ScriptedSender([no_number_of_telegrams], gate=asyncio.Event())
    await queue(database, clock(), *(text("x", chat) for chat in range(3)))
    bench = Bench(database, sender)
    async with bench.running():
        await bench.until(lambda statuses: statuses == [OutboxStatus.SENDING] * 3)
        assert sender.gate is not None
        sender.gate.set()
        await bench.until_settled()
    assert sorted(status for _, status in await outbox_rows(database)) == [
        OutboxStatus.SENT,
        OutboxStatus.SENT,
        OutboxStatus.UNKNOWN,
    ]


@LITE
async def test_stop_waits_for_what_is_being_sent_and_begins_nothing(database: Database) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    await queue(database, clock(), text("x"), text("next"))
    bench = Bench(database, sender)
    loop = asyncio.create_task(bench.outbound.run())
    await sender.busy.wait()
    bench.outbound.stop()
    assert sender.gate is not None
    sender.gate.set()
    await loop
    assert await outbox_rows(database) == [("x", OutboxStatus.SENT), ("next", OutboxStatus.PENDING)]


@LITE
async def test_sends_are_cut_off_with_the_loop(database: Database) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    await queue(database, clock(), text("x"))
    bench = Bench(database, sender)
    loop = asyncio.create_task(bench.outbound.run())
    await sender.busy.wait()
    loop.cancel()
    await asyncio.wait({loop})
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert await outbox_rows(database) == [("x", OutboxStatus.SENDING)]


async def test_sends_begin_with_the_transaction_that_wrote_them(database: Database) -> None:
    sender = ScriptedSender(gate=asyncio.Event())
    bench = Bench(database, sender, limits=OutboundLimits(sends=2, poll=3600.0, pace=NO_PACE))
    async with database.transaction() as session:
        begin_to_gather(session)
        for chat in (1, 2, 3):
            await outbox.gather(session, text(f"{chat}", chat), clock())
        send = await bench.outbound.begin_sends(session, clock())
    begun = [OutboxStatus.SENDING] * 2 if database.is_sqlite else [OutboxStatus.PENDING] * 2
    assert [status for _, status in await outbox_rows(database)] == [*begun, OutboxStatus.PENDING]
    async with bench.running():  # only now, or a first round that is late takes the third
        send()
        assert sender.gate is not None
        sender.gate.set()
        await bench.until_settled()
    assert sorted(sender.texts) == ["1", "2", "3"]


def begin_to_gather(session: AsyncSession) -> None:
    """As the writer of effects does, where the process keeps lanes in memory."""
    if isinstance(lanes.book_of(session), LaneMemory):
        outbox.begin_to_gather(session)


@LITE
async def test_messages_of_an_effect_go_out_in_order(database: Database) -> None:
    bench = Bench(database)
    await queue(database, clock(), text("before", 6))
    async with bench.running():
        async with database.transaction() as session:
            begin_to_gather(session)
            for words, chat in (("1", 5), ("2", 5), ("after", 6), ("3", 5)):
                await outbox.gather(session, text(words, chat), clock())
            send = await bench.outbound.begin_sends(session, clock())
        send()
        await bench.until_settled()
    assert [words for words in bench.sender.texts if words.isdigit()] == ["1", "2", "3"]
    assert [words for words in bench.sender.texts if not words.isdigit()] == ["before", "after"]


@LITE
async def test_message_that_is_due_later_is_not_begun(database: Database) -> None:
    bench = Bench(database)
    async with database.transaction() as session:
        begin_to_gather(session)
        await outbox.gather(session, text("x"), clock(), clock() + timedelta(hours=1))
        send = await bench.outbound.begin_sends(session, clock())
    send()
    assert await outbox_rows(database) == [("x", OutboxStatus.PENDING)]


async def _undone(bench: Bench) -> None:
    async with bench.database.transaction() as session:
        begin_to_gather(session)
        await outbox.gather(session, text("never"), clock())
        await bench.outbound.begin_sends(session, clock())
        raise ValueError("undone")


@LITE
async def test_what_is_undone_is_not_sent_and_what_comes_after_it_is(database: Database) -> None:
    bench = Bench(database)
    async with bench.running():
        with pytest.raises(ValueError, match="undone"):
            await _undone(bench)
        await queue(database, clock(), text("x"))
        await bench.until_settled()
    assert bench.sender.texts == ["x"]


async def test_row_that_cannot_be_read_stops_nothing(database: Database) -> None:
    rows = await queue(database, clock(), text("broken"), text("behind"), text("healthy", 6))
    async with database.transaction() as session:
        broken = update(OutboxItem).where(OutboxItem.id == rows[0])
        await session.execute(broken.values(payload={"text": "without buttons"}))
    bench = Bench(database)
    async with bench.running():
        await bench.until_settled()
    assert sorted(bench.sender.texts) == ["behind", "healthy"]
    assert await outbox_rows(database) == [
        ("without buttons", OutboxStatus.FAILED),
        ("behind", OutboxStatus.SENT),
        ("healthy", OutboxStatus.SENT),
    ]
    assert await alarms(database) == [(outbox.UNREADABLE, f"outbox:{rows[0]}")]


async def test_effect_that_wrote_a_row_that_cannot_be_read_is_not_undone(database: Database) -> None:
    bench = Bench(database)
    async with bench.running():
        async with database.transaction() as session:
            begin_to_gather(session)
            row = await outbox.add(session, text("broken"), clock())
            await outbox.gather(session, text("behind"), clock())
            await outbox.gather(session, text("healthy", 6), clock())
            await session.execute(
                update(OutboxItem).where(OutboxItem.id == row).values(payload={"text": "without buttons"})
            )
            send = await bench.outbound.begin_sends(session, clock())
            await outbox.write_gathered(session)
        send()
        await bench.until_settled()
    assert sorted(bench.sender.texts) == ["behind", "healthy"]
    assert await alarms(database) == [(outbox.UNREADABLE, f"outbox:{row}")]
