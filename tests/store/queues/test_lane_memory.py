"""Lanes in memory: what a transaction changes, what is undone, and when the queue need not be asked."""

from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import event

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Flow, InboxStatus
from store.queues import inbox, lanes
from store.queues.inbox import InboxUpdate, ReceivedUpdate
from store.queues.lane_book import Lease, Waking
from store.queues.lane_memory import MOST_ROWS, LaneMemory, LaneState
from store.queues.lanes import keep_lanes_in_memory, memory_of
from tests.conftest import NOON

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MINUTE = timedelta(minutes=1)
HELD = Lease(Flow.IN, Address(5), "a")


@pytest.fixture
def memory(database: Database) -> LaneMemory:
    return keep_lanes_in_memory(database)


async def receive(database: Database, now: datetime, *numbers: int, undone: bool = False) -> None:
    async with database.transaction() as session:
        updates = [ReceivedUpdate(Address(1), number, Address(5), {}) for number in numbers]
        await inbox.add(session, updates, now)
        if undone:
            raise ValueError("undone")


async def take(database: Database, now: datetime) -> list[Lease]:
    async with database.reading() as session:
        return await lanes.lease(session, Flow.IN, "a", now, MINUTE, 9)


async def finish(database: Database, item_id: int, now: datetime, *, undone: bool = False) -> None:
    async with database.transaction() as session:
        await inbox.finish(session, [item_id], now)
        await inbox.release_all(session, [HELD], [HELD.key])
        if undone:
            raise ValueError("undone")


def statements_of(database: Database) -> list[str]:
    statements: list[str] = []
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: statements.append(statement.split()[0]),
    )
    return statements


def test_database_has_no_book_of_its_own_until_it_is_given_one(database: Database) -> None:
    assert memory_of(database) is None
    book = keep_lanes_in_memory(database)
    assert memory_of(database) is book


@pytest.mark.usefixtures("memory")
async def test_single_update_of_a_chat_costs_no_statement_for_its_lane(
    database: Database, now: datetime
) -> None:
    statements = statements_of(database)
    await receive(database, now, 1)
    assert await take(database, now) == [HELD]
    await finish(database, 1, now)
    assert statements == ["BEGIN", "INSERT", "BEGIN", "UPDATE"]
    assert await take(database, now) == []


async def test_what_is_woken_is_seen_by_others_after_the_commit(
    database: Database, memory: LaneMemory, now: datetime
) -> None:
    async with database.transaction() as session:
        await lanes.wake(session, Flow.IN, [Address(5)], now)
        assert not memory.has_free(Flow.IN, now)
    assert memory.has_free(Flow.IN, now)
    assert not memory.has_free(Flow.OUT, now)


async def test_what_an_undone_transaction_woke_is_looked_at_and_forgotten(
    database: Database, memory: LaneMemory, now: datetime
) -> None:
    with pytest.raises(ValueError, match="undone"):
        await receive(database, now, 1, undone=True)
    assert await take(database, now) == [HELD]
    async with database.reading() as session:
        assert await inbox.release_all(session, [HELD]) == {HELD.key: None}
    assert not memory.has_free(Flow.IN, now + 9 * MINUTE)


@pytest.mark.usefixtures("memory")
async def test_work_whose_end_was_undone_is_still_held_and_counted_again(
    database: Database, now: datetime
) -> None:
    await receive(database, now, 1, 2)
    await take(database, now)
    with pytest.raises(ValueError, match="undone"):
        await finish(database, 1, now, undone=True)
    assert await take(database, now) == []
    await finish(database, 1, now)
    assert await take(database, now) == [HELD]
    await finish(database, 2, now)
    assert await take(database, now) == []


@pytest.mark.usefixtures("memory")
async def test_single_update_of_a_chat_is_not_read_again(database: Database, now: datetime) -> None:
    await receive(database, now, 1)
    leases, statements = await take(database, now), statements_of(database)
    async with database.reading() as session:
        found = await inbox.next_of(session, leases, now)
    assert (found[HELD.key].update_id, found[HELD.key].status, statements) == (1, InboxStatus.NEW, [])
    async with database.reading() as session:
        assert await inbox.next_due(session, [HELD.key], now) == found


@pytest.mark.usefixtures("memory")
async def test_first_of_several_updates_is_read(database: Database, now: datetime) -> None:
    await receive(database, now, 1, 2)
    leases = await take(database, now)
    async with database.reading() as session:
        assert (await inbox.next_of(session, leases, now))[HELD.key].update_id == 1


async def test_backlog_keeps_no_updates_in_memory(
    database: Database, memory: LaneMemory, now: datetime
) -> None:
    async with database.transaction() as session:
        chats = range(MOST_ROWS + 9)
        updates = [ReceivedUpdate(Address(1), chat, Address(chat), {}) for chat in chats]
        await inbox.add(session, updates, now)
    kept = [lane.row is not None for lane in memory.lanes_of(Flow.IN).values()]
    assert (kept.count(True), kept.count(False)) == (MOST_ROWS, 9)


async def test_only_idle_lanes_are_taken(database: Database, memory: LaneMemory, now: datetime) -> None:
    keys = [Address(5), Address(6), Address(7)]
    async with database.transaction() as session:
        await lanes.wake(session, Flow.OUT, [Address(5)], now)
    async with database.transaction() as session:
        await lanes.wake(session, Flow.OUT, [Address(6)], now)
        taken = memory.take(session, Flow.OUT, keys, "a", now + MINUTE)
        assert memory.take(session, Flow.OUT, keys, "b", now + MINUTE) == []
    assert taken == [Lease(Flow.OUT, Address(7), "a")]


@pytest.mark.parametrize(
    ("lane", "free_at"),
    [
        (LaneState(), None),
        (LaneState(NOON), NOON),
        (LaneState(NOON, "a", NOON + MINUTE), NOON + MINUTE),
        (LaneState(NOON + MINUTE, "a", NOON), NOON + MINUTE),
    ],
)
def test_lane_is_free_when_it_is_due_and_not_held(
    database_url: str, lane: LaneState, free_at: datetime | None
) -> None:
    assert (lane.free_at, database_url.startswith("sqlite")) == (free_at, True)


@pytest.mark.parametrize(
    ("before", "more", "after"), [(2, 3, 5), (2, None, None), (None, 3, None), (0, 1, 1)]
)
def test_rows_of_a_lane_are_known_as_long_as_all_are(
    database_url: str, now: datetime, before: int | None, more: int | None, after: int | None
) -> None:
    lane = LaneState(now + MINUTE, rows=before).woken(Waking(now, more))
    assert (lane.due_at, lane.rows, bool(database_url)) == (now, after, True)


@pytest.mark.usefixtures("memory")
async def test_abandoned_work_is_taken_again_from_the_queue(database: Database, now: datetime) -> None:
    await receive(database, now, 1, 2)
    await take(database, now)
    async with database.transaction() as session:
        await lanes.abandon(session, "a")
    assert await take(database, now) == [HELD]
    await finish(database, 1, now)
    assert await take(database, now) == [HELD]


async def test_corrected_times_of_an_undone_transaction_are_as_before(
    database: Database, memory: LaneMemory, now: datetime
) -> None:
    await receive(database, now + 5 * MINUTE, 1)
    with suppress(ValueError):
        async with database.transaction() as session:
            assert await lanes.book_of(session).correct_late_times(session, now, timedelta(), MINUTE)
            raise ValueError("undone")
    assert not memory.has_free(Flow.IN, now)
    assert memory.has_free(Flow.IN, now + 5 * MINUTE)


class Hours:
    """Receives and works on updates of three chats in any order, and lets transactions fail."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database, self.random = database, Random(seed)  # noqa: S311 - chance that can be repeated
        self.now, self.received, self.worked = NOON, 0, list[tuple[Address, int]]()

    async def pass_(self) -> None:
        """Do one thing of several."""
        await self.random.choice([self.receive, self.receive, self.work, self.work, self.stop_work])()

    async def receive(self) -> None:
        """Receive some updates; a transaction that is undone keeps none."""
        updates = [
            ReceivedUpdate(Address(1), self.received + count, Address(self.random.randint(5, 7)), {})
            for count in range(self.random.randint(1, 3))
        ]
        with suppress(ValueError):
            async with self.database.transaction() as session:
                await inbox.add(session, updates, self.now)
                self._fail_sometimes()
            self.received += len(updates)

    async def work(self) -> None:
        """Lease all that is due, and finish, put off or leave each."""
        for lease, item in await self._leased():
            with suppress(ValueError):
                async with self.database.transaction() as session:
                    await lanes.hold(session, lease, self.now + MINUTE)
                    is_done = self.random.random() < 0.7
                    if is_done:
                        await inbox.finish(session, [item.id], self.now)
                    else:
                        await inbox.retry(session, item.id, self.now, "odd")
                    await inbox.release_all(session, [lease], [lease.key] if is_done else [])
                    self._fail_sometimes()
                self.worked += [(item.lane, item.update_id)] if is_done else []
        self.now += self.random.choice([timedelta(), 2 * MINUTE])

    async def stop_work(self) -> None:
        """Give everything back, as a worker does that stops."""
        async with self.database.transaction() as session:
            await lanes.abandon(session, "a")

    async def end(self) -> None:
        """Work until nothing is left; leases of work that failed end by themselves."""
        for _ in range(200):
            self.now += 2 * MINUTE
            await self.work()

    async def _leased(self) -> list[tuple[Lease, InboxUpdate]]:
        async with self.database.reading() as session:
            leases = await lanes.lease(session, Flow.IN, "a", self.now, MINUTE, 9)
            items = await inbox.next_of(session, leases, self.now)
            await inbox.release_all(session, [each for each in leases if each.key not in items])
        return [(each, items[each.key]) for each in leases if each.key in items]

    def _fail_sometimes(self) -> None:
        if self.random.random() < 0.2:
            raise ValueError("undone")


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("seed", range(12))
async def test_every_update_is_worked_on_once_and_in_order(database: Database, seed: int) -> None:
    hours = Hours(database, seed)
    for _ in range(40):
        await hours.pass_()
    await hours.end()
    assert sorted(number for _, number in hours.worked) == list(range(hours.received))
    for chat in {chat for chat, _ in hours.worked}:
        of_chat = [number for each, number in hours.worked if each == chat]
        assert of_chat == sorted(of_chat)
