"""Both books of lanes keep the contract of `LaneBook`: the table, and the memory of one process."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Flow, OutboxAction
from store.queues import inbox, lanes, outbox
from store.queues.inbox import ReceivedUpdate
from store.queues.lane_book import LaneBook, Lease, Waking
from store.queues.lanes import keep_lanes_in_memory
from store.queues.outgoing import Outgoing

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(params=["table on sqlite", "table on postgresql", "memory"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> str:
    if kind == "table on postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'huifang.db'}"


@pytest.fixture
async def book(kind: str, database: Database) -> LaneBook:
    if kind == "memory":
        keep_lanes_in_memory(database)
    async with database.reading() as session:
        return lanes.book_of(session)


class Desk:
    """Changes lanes, each time in a transaction."""

    def __init__(self, database: Database, book: LaneBook, now: datetime) -> None:
        self.database = database
        self.book = book
        self.now = now

    async def wake(self, *keys: int, at: datetime | None = None, flow: Flow = Flow.IN) -> None:
        async with self.database.transaction() as session:
            await self.book.wake(session, {(flow, Address(key)): Waking(at or self.now) for key in keys})

    async def take(
        self, owner: str, later: timedelta = timedelta(), limit: int = 10, flow: Flow = Flow.IN
    ) -> list[int]:
        async with self.database.transaction() as session:
            taken = await self.book.lease(session, flow, owner, self.now + later, MINUTE, limit)
        return [each.key.number for each in taken]

    async def receive(self, *numbers: int) -> None:
        updates = [ReceivedUpdate(Address(1), number, Address(5), {}) for number in numbers]
        async with self.database.transaction() as session:
            await inbox.add(session, updates, self.now)

    async def finish(self, item_id: int) -> datetime | None:
        async with self.database.transaction() as session:
            held = await self.book.hold(session, [lease(5)], self.now + MINUTE)
            await inbox.finish(session, [item_id], self.now)
            return (await inbox.release_all(session, held, {Address(5)}))[Address(5)]


@pytest.fixture
def desk(database: Database, book: LaneBook, now: datetime) -> Desk:
    return Desk(database, book, now)


def lease(key: int, owner: str = "a", flow: Flow = Flow.IN) -> Lease:
    return Lease(flow, Address(key), owner)


async def test_longest_waiting_lane_is_leased_first(desk: Desk) -> None:
    await desk.wake(7)
    await desk.wake(-100_000_000_000_3, 2, at=desk.now - MINUTE)
    await desk.wake(9, at=desk.now + MINUTE)
    assert await desk.take("a", limit=2) == [-100_000_000_000_3, 2]
    assert (await desk.take("a"), await desk.take("a")) == ([7], [])


async def test_lease_is_exclusive_until_it_ends(desk: Desk) -> None:
    await desk.wake(1)
    assert await desk.take("a") == [1]
    assert (await desk.take("b", MINUTE - SECOND), await desk.take("b", MINUTE)) == ([], [1])


async def test_lease_is_of_one_direction(desk: Desk) -> None:
    await desk.wake(1, flow=Flow.OUT)
    assert (await desk.take("a"), await desk.take("a", flow=Flow.OUT)) == ([], [1])


async def test_many_workers_never_share_a_lane(desk: Desk) -> None:
    await desk.wake(*range(1, 101))
    taken = await asyncio.gather(*(desk.take(f"w{number}", limit=15) for number in range(8)))
    keys = [key for each in taken for key in each]
    assert len(keys) == len(set(keys))


async def test_earlier_time_counts(desk: Desk) -> None:
    await desk.wake(1, at=desk.now + MINUTE)
    await desk.wake(1)
    await desk.wake(1, at=desk.now + MINUTE)
    assert await desk.take("a") == [1]


async def test_lane_that_is_woken_and_leased_in_one_transaction_is_held(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await desk.book.wake(session, {(Flow.OUT, Address(1)): Waking(desk.now, 1)})
        taken = await desk.book.lease(session, Flow.OUT, "a", desk.now, MINUTE, 9)
    assert taken == [lease(1, flow=Flow.OUT)]
    assert await desk.take("b", flow=Flow.OUT) == []


async def _undone(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await desk.book.lease(session, Flow.OUT, "a", desk.now, MINUTE, 9)
        raise ValueError("undone")


async def _undone_changes(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await desk.book.hold(session, [lease(1)], desk.now + 5 * MINUTE)
        assert await desk.book.correct_late_times(session, desk.now, timedelta(), MINUTE)
        await desk.book.abandon(session, ["a"])
        raise ValueError("undone")


async def test_changes_of_an_undone_transaction_are_undone(desk: Desk) -> None:
    await desk.wake(1)
    await desk.take("a")
    await desk.wake(2, at=desk.now + 2 * MINUTE)
    with pytest.raises(ValueError, match="undone"):
        await _undone_changes(desk)
    assert await desk.take("b") == []
    assert (await desk.take("b", MINUTE), await desk.take("b", 2 * MINUTE - SECOND)) == ([1], [])
    assert await desk.take("b", 2 * MINUTE) == [1, 2]


async def test_lease_of_an_undone_transaction_is_given_back(desk: Desk) -> None:
    await desk.wake(1, flow=Flow.OUT)
    with pytest.raises(ValueError, match="undone"):
        await _undone(desk)
    assert await desk.take("b", flow=Flow.OUT) == [1]


async def test_hold_prolongs_what_is_held_and_names_it(desk: Desk) -> None:
    await desk.wake(1, 2)
    await desk.take("a", limit=1)
    await desk.take("b")
    async with desk.database.transaction() as session:
        held = await desk.book.hold(session, [lease(1), lease(2)], desk.now + 5 * MINUTE)
    assert held == {lease(1)}
    assert await desk.take("c", 2 * MINUTE) == [2]
    assert (await desk.take("c", 3 * MINUTE - SECOND), sorted(await desk.take("c", 5 * MINUTE))) == (
        [],
        [1, 2],
    )


async def test_lane_is_given_back_until_its_queue_is_empty(desk: Desk) -> None:
    await desk.receive(1, 2)
    assert await desk.take("a") == [5]
    assert await desk.finish(1) == desk.now
    assert await desk.take("a") == [5]
    assert await desk.finish(2) is None
    assert await desk.take("a") == []


async def test_what_arrives_during_the_work_is_not_overlooked(desk: Desk) -> None:
    await desk.receive(1)
    await desk.take("a")
    await desk.receive(2)
    assert await desk.finish(1) == desk.now
    assert await desk.take("b") == [5]


async def test_what_arrives_while_a_lane_without_work_is_given_back_is_not_overlooked(
    desk: Desk, kind: str
) -> None:
    if kind == "memory":  # where leasing writes nothing, and sees the queue as it was when it began
        await desk.wake(5)
        async with desk.database.reading() as session:
            [held] = await desk.book.lease(session, Flow.IN, "a", desk.now, MINUTE, 9)
            assert await inbox.next_due(session, [held.key], desk.now) == {}
            await desk.receive(1)
            assert await inbox.release_all(session, [held]) == {held.key: None}
    else:
        await desk.wake(5)
        await desk.take("a")
        await desk.receive(1)
        async with desk.database.transaction() as session:
            assert await inbox.release_all(session, [lease(5)]) == {Address(5): desk.now}
    assert await desk.take("b") == [5]


async def test_many_lanes_are_given_back_as_their_queues_say(desk: Desk) -> None:
    updates = [ReceivedUpdate(Address(1), number, Address(number), {}) for number in range(1, 6)]
    async with desk.database.transaction() as session:
        await inbox.add(session, updates, desk.now)
    await desk.take("a")
    async with desk.database.transaction() as session:
        await inbox.postpone(session, 2, desk.now + MINUTE)
        await inbox.finish(session, [3], desk.now)
        times = await inbox.release_all(session, [lease(number) for number in range(1, 6)])
    due = dict.fromkeys(map(Address, (1, 4, 5)), desk.now)
    assert times == {**due, Address(2): desk.now + MINUTE, Address(3): None}


async def test_row_that_is_not_ended_keeps_its_lane_due(desk: Desk) -> None:
    await desk.receive(1)
    await desk.take("a")
    async with desk.database.transaction() as session:
        await inbox.postpone(session, 1, desk.now + MINUTE)
        times = await inbox.release_all(session, [lease(5)])
    assert times == {Address(5): desk.now + MINUTE}
    assert (await desk.take("a"), await desk.take("a", MINUTE)) == ([], [5])


async def test_lane_of_another_owner_is_not_given_back(desk: Desk) -> None:
    await desk.receive(1)
    await desk.take("b")
    async with desk.database.transaction() as session:
        assert await inbox.release_all(session, [lease(5)]) == {}
        await desk.book.put_off(session, lease(5), None)
    assert (await desk.take("c"), await desk.take("c", MINUTE)) == ([], [5])


async def test_lane_that_is_put_off_is_due_then(desk: Desk) -> None:
    await desk.wake(1)
    await desk.take("a")
    async with desk.database.transaction() as session:
        await desk.book.put_off(session, lease(1), desk.now + MINUTE)
    assert (await desk.take("a", MINUTE - SECOND), await desk.take("a", MINUTE)) == ([], [1])


async def test_lane_that_is_given_back_can_be_leased_in_the_same_transaction(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        for text in "xy":
            await outbox.add(session, Outgoing(Address(5), OutboxAction.SEND, text), desk.now)
    await desk.take("a", flow=Flow.OUT)
    async with desk.database.transaction() as session:
        await outbox.start(session, [1])
        await outbox.settle_sent(session, {1: 9}, desk.now)
        assert await outbox.release(session, [lease(5, flow=Flow.OUT)], {Address(5)}) == desk.now
        again = await desk.book.lease(session, Flow.OUT, "a", desk.now, MINUTE, 9)
    assert again == [lease(5, flow=Flow.OUT)]


async def test_abandoned_lanes_are_free(desk: Desk) -> None:
    await desk.wake(1, 2)
    await desk.take("a", limit=1)
    await desk.take("b")
    async with desk.database.transaction() as session:
        assert await desk.book.owners(session) == {"a", "b"}
        await desk.book.abandon(session, ["a"])
        assert await desk.book.owners(session) == {"b"}
    assert await desk.take("c") == [1]


async def test_clock_that_was_put_back_delays_nothing(desk: Desk) -> None:
    await desk.wake(1, 2, at=desk.now + 5 * MINUTE)
    await desk.take("a", 5 * MINUTE, limit=1)
    async with desk.database.transaction() as session:
        assert await desk.book.correct_late_times(session, desk.now, timedelta(), MINUTE)
        assert not await desk.book.correct_late_times(session, desk.now, timedelta(), MINUTE)
    assert (await desk.take("b"), await desk.take("b", MINUTE)) == ([2], [1, 2])


async def test_due_lanes_are_counted(desk: Desk) -> None:
    await desk.wake(1, 2)
    await desk.wake(3, at=desk.now + MINUTE)
    async with desk.database.reading() as session:
        assert [await desk.book.count_due(session, flow, desk.now) for flow in Flow] == [2, 0]
