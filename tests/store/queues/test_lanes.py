"""Lanes: one worker a chat, leases that end, and no wake-up that is lost."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Flow, Lane
from store.queues import lanes
from store.queues.lane_book import Lease
from store.queues.lane_table import padded

MINUTE = timedelta(minutes=1)


async def wake(database: Database, *keys: int, at: datetime, flow: Flow = Flow.IN) -> None:
    async with database.transaction() as session:
        await lanes.wake(session, flow, map(Address, keys), at)


async def take(database: Database, owner: str, now: datetime, limit: int = 10) -> list[int]:
    async with database.transaction() as session:
        return [each.key.number for each in await lanes.lease(session, Flow.IN, owner, now, MINUTE, limit)]


async def state(database: Database, key: int) -> tuple[str | None, datetime | None, datetime | None]:
    async with database.reading() as session:
        lane = (
            await session.scalars(select(Lane).where(Lane.flow == Flow.IN, Lane.key == Address(key)))
        ).one()
        return lane.owner, lane.leased_until, lane.due_at


async def test_lease_takes_the_longest_waiting_first(database: Database, now: datetime) -> None:
    await wake(database, 7, at=now)
    await wake(database, -100_000_000_000_3, 2, at=now - MINUTE)
    await wake(database, 9, at=now + MINUTE)
    assert await take(database, "a", now, limit=2) == [-100_000_000_000_3, 2]
    assert await take(database, "a", now) == [7]
    assert await take(database, "a", now) == []


async def test_lease_is_exclusive_until_it_ends(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now)
    assert await take(database, "a", now) == [1]
    assert await take(database, "b", now + MINUTE - timedelta(seconds=1)) == []
    assert await take(database, "b", now + MINUTE) == [1]


async def test_lease_takes_one_direction_only(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now, flow=Flow.OUT)
    assert await take(database, "a", now) == []


async def test_many_workers_never_share_a_lane(database: Database, now: datetime) -> None:
    await wake(database, *range(1, 101), at=now)
    taken = await asyncio.gather(*(take(database, f"w{number}", now, limit=15) for number in range(8)))
    keys = [key for each in taken for key in each]
    assert sorted(keys) == sorted(set(keys))


async def test_wake_keeps_the_earlier_time(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now)
    await wake(database, 1, at=now + MINUTE)
    assert (await state(database, 1))[2] == now
    await wake(database, 1, at=now - MINUTE)
    assert (await state(database, 1))[2] == now - MINUTE


async def test_wake_reaches_a_lane_that_is_leased(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now)
    await take(database, "a", now)
    async with database.transaction() as session:
        held = Lease(Flow.IN, Address(1), "a")
        await lanes.hold(session, held, now + MINUTE)
        await lanes.release(session, held, None)
    await wake(database, 1, at=now)
    assert await state(database, 1) == (None, None, now)


async def test_hold_prolongs_the_lease(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now)
    await take(database, "a", now)
    async with database.transaction() as session:
        await lanes.hold(session, Lease(Flow.IN, Address(1), "a"), now + 5 * MINUTE)
    assert await state(database, 1) == ("a", now + 5 * MINUTE, now)


async def test_hold_of_a_lost_lease_undoes_the_work(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now)
    await take(database, "a", now)
    await take(database, "b", now + MINUTE)

    async def work() -> None:
        async with database.transaction() as session:
            await lanes.wake(session, Flow.OUT, [Address(1)], now)
            await lanes.hold(session, Lease(Flow.IN, Address(1), "a"), now)

    with pytest.raises(LeaseLost, match="in:1"):
        await work()
    async with database.reading() as session:
        assert list(await session.scalars(select(Lane.flow))) == [Flow.IN]


async def test_hold_all_tells_which_leases_are_left(database: Database, now: datetime) -> None:
    await wake(database, 1, 2, 3, at=now)
    await take(database, "a", now)
    async with database.transaction() as session:
        await lanes.release(session, Lease(Flow.IN, Address(2), "a"), now)
    mine = {Lease(Flow.IN, Address(key), "a") for key in (1, 2, 3)}
    async with database.transaction() as session:
        held = await lanes.hold_all(session, mine, now + 9 * MINUTE)
    assert held == {Lease(Flow.IN, Address(1), "a"), Lease(Flow.IN, Address(3), "a")}
    assert (await state(database, 3))[1] == now + 9 * MINUTE


async def test_hold_all_of_nothing_holds_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        assert await lanes.hold_all(session, [], now) == set()


async def test_release_does_nothing_to_a_lane_of_somebody_else(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now)
    await take(database, "b", now)
    async with database.transaction() as session:
        await lanes.release(session, Lease(Flow.IN, Address(1), "a"), None)
    assert await state(database, 1) == ("b", now + MINUTE, now)


async def test_abandon_gives_back_the_lanes_of_one_owner(database: Database, now: datetime) -> None:
    await wake(database, 1, at=now)
    await take(database, "a", now)
    await wake(database, 2, at=now)
    await take(database, "b", now)
    async with database.transaction() as session:
        await lanes.abandon(session, "a")
    assert await take(database, "c", now) == [1]


async def test_owners_are_those_who_hold_something(database: Database, now: datetime) -> None:
    await wake(database, 1, 2, at=now)
    await take(database, "dead", now)
    async with database.transaction() as session:
        assert await lanes.owners(session) == {"dead"}
        await lanes.abandon(session, "dead", "nobody")
        assert await lanes.owners(session) == set()
    assert await take(database, "a", now) == [1, 2]


@pytest.mark.parametrize(
    ("values", "as_searched"),
    [([], []), ([7], [7]), ([7, 8], [7, 8]), ([7, 8, 9], [7, 8, 9, 9]), ((1, 2, 3, 4), [1, 2, 3, 4])],
)
def test_last_value_is_repeated_up_to_a_power_of_two(values: list[int], as_searched: list[int]) -> None:
    assert padded(values) == as_searched


def test_hundred_lengths_become_eight() -> None:
    assert {len(padded(range(1, length + 1))) for length in range(1, 101)} == {1, 2, 4, 8, 16, 32, 64, 128}
