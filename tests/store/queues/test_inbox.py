"""The inbox: deduplicated by exact number, in order a chat, nothing lost on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Flow, InboxItem, InboxStatus, Lane
from store.queues import inbox, lanes
from store.queues.inbox import InboxUpdate, ReceivedUpdate
from store.queues.lane_book import Lease

Move = Callable[[AsyncSession, int, datetime], Awaitable[None]]

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def update(update_id: int, lane: int = 5, bot: int = 1, **body: Any) -> ReceivedUpdate:
    return ReceivedUpdate(Address(bot), update_id, Address(lane), {"update_id": update_id, **body})


async def add(database: Database, now: datetime, *received: ReceivedUpdate) -> int:
    async with database.transaction() as session:
        return await inbox.add(session, received, now)


async def take(
    database: Database, now: datetime, owner: str = "a"
) -> tuple[Lease | None, InboxUpdate | None]:
    """Lease the one chat that is due, with its next update."""
    async with database.transaction() as session:
        leases = await lanes.lease(session, Flow.IN, owner, now, MINUTE, 1)
        if not leases:
            return None, None
        items = await inbox.next_due(session, [leases[0].key], now)
    return leases[0], items.get(leases[0].key)


async def taken(database: Database, now: datetime) -> tuple[Lease, InboxUpdate]:
    lease, item = await take(database, now)
    assert lease is not None
    assert item is not None
    return lease, item


async def release(database: Database, lease: Lease, now: datetime) -> datetime | None:
    async with database.transaction() as session:
        await lanes.hold(session, lease, now + MINUTE)
        return await inbox.release(session, lease)


async def rows(database: Database) -> list[tuple[int, InboxStatus]]:
    async with database.reading() as session:
        found = await session.execute(select(InboxItem.update_id, InboxItem.status).order_by(InboxItem.id))
        return [tuple(row) for row in found]


async def test_add_keeps_what_came_in_whole(database: Database, now: datetime) -> None:
    message = {"text": "你好 👨‍👩‍👧", "n": 2**53}
    await add(database, now, update(9_000_000_001, lane=-100_123, message=message))
    lease, item = await taken(database, now)
    assert lease == Lease(Flow.IN, Address(-100_123), "a")
    assert item == InboxUpdate(
        id=item.id,
        update_id=9_000_000_001,
        lane=Address(-100_123),
        body={"update_id": 9_000_000_001, "message": message},
        status=InboxStatus.NEW,
        attempts=0,
        due_at=now,
        received_at=now,
    )


async def test_same_update_many_times_at_once_is_one_row(database: Database, now: datetime) -> None:
    new = await asyncio.gather(*(add(database, now, update(7)) for _ in range(50)))
    assert sum(new) == 1
    assert await rows(database) == [(7, InboxStatus.NEW)]


async def test_add_tells_how_many_were_new(database: Database, now: datetime) -> None:
    await add(database, now, update(1))
    assert await add(database, now, update(1), update(2), update(3)) == 2
    assert await add(database, now) == 0


async def test_same_number_of_another_bot_is_another_update(database: Database, now: datetime) -> None:
    assert await add(database, now, update(1, bot=1), update(1, bot=2)) == 2


async def test_lower_number_after_a_quiet_week_is_accepted(database: Database, now: datetime) -> None:
    await add(database, now, update(900_000))
    assert await add(database, now, update(17)) == 1


async def test_duplicate_wakes_nobody(database: Database, now: datetime) -> None:
    await add(database, now, update(1))
    lease, item = await taken(database, now)
    async with database.transaction() as session:
        await lanes.hold(session, lease, now)
        await inbox.finish(session, [item.id], now)
        await inbox.release(session, lease)
    await add(database, now, update(1))
    assert await take(database, now) == (None, None)


async def test_updates_of_one_chat_come_in_order(database: Database, now: datetime) -> None:
    await add(database, now, *(update(number) for number in (3, 1, 2)))
    seen = []
    while True:
        lease, item = await take(database, now)
        if lease is None or item is None:
            break
        seen.append(item.update_id)
        async with database.transaction() as session:
            await lanes.hold(session, lease, now + MINUTE)
            await inbox.finish(session, [item.id], now)
            await inbox.release(session, lease)
    assert seen == [3, 1, 2]


async def test_firsts_finds_the_next_of_every_chat(database: Database, now: datetime) -> None:
    await add(database, now, update(1, lane=5), update(2, lane=6), update(3, lane=5))
    async with database.reading() as session:
        found = await inbox.next_due(session, [Address(5), Address(6), Address(7)], now)
    assert {lane.number: item.update_id for lane, item in found.items()} == {5: 1, 6: 2}


async def test_update_that_failed_holds_up_those_behind_it(database: Database, now: datetime) -> None:
    await add(database, now, update(1), update(2))
    lease, item = await taken(database, now)
    async with database.transaction() as session:
        await lanes.hold(session, lease, now + MINUTE)
        await inbox.retry(session, item.id, now + 5 * SECOND, "KeyError")
        assert await inbox.release(session, lease) == now + 5 * SECOND
    assert await take(database, now + 4 * SECOND) == (None, None)
    _, again = await taken(database, now + 5 * SECOND)
    assert (again.update_id, again.attempts) == (1, 1)


async def test_update_that_waits_for_understanding_holds_up_nobody(database: Database, now: datetime) -> None:
    await add(database, now, update(1), update(2))
    lease, item = await taken(database, now)
    async with database.transaction() as session:
        await lanes.hold(session, lease, now + MINUTE)
        await inbox.postpone(session, item.id, now + MINUTE)
        assert await inbox.release(session, lease) == now
    lease, behind = await taken(database, now)
    assert behind.update_id == 2
    assert (item.is_behind, behind.is_behind) == (False, True)
    async with database.transaction() as session:
        await lanes.hold(session, lease, now)
        await inbox.finish(session, [behind.id], now)
        assert await inbox.release(session, lease) == now + MINUTE
    assert (await taken(database, now + MINUTE))[1].status is InboxStatus.WAITING


async def test_revive_makes_all_that_waits_due(database: Database, now: datetime) -> None:
    await add(database, now, update(1, lane=5), update(2, lane=6), update(3, lane=7))
    async with database.transaction() as session:
        leases = await lanes.lease(session, Flow.IN, "a", now, MINUTE, 3)
        items = await inbox.next_due(session, [Address(5), Address(6), Address(7)], now)
        await inbox.postpone(session, items[Address(5)].id, now + MINUTE)
        await inbox.postpone(session, items[Address(6)].id, now + MINUTE)
        await inbox.finish(session, [items[Address(7)].id], now)
        for lease in leases:
            await inbox.release(session, lease)
    assert await take(database, now) == (None, None)
    async with database.transaction() as session:
        await inbox.retry_waiting(session, now)
        again = await lanes.lease(session, Flow.IN, "a", now, MINUTE, 3)
        found = await inbox.next_due(session, [each.key for each in again], now)
    assert sorted(item.update_id for item in found.values()) == [1, 2]


async def test_finish_twice_is_refused(database: Database, now: datetime) -> None:
    await add(database, now, update(1))
    _, item = await taken(database, now)
    async with database.transaction() as session:
        await inbox.finish(session, [item.id], now)
    with pytest.raises(LeaseLost, match=f"inbox:{item.id}"):
        async with database.transaction() as session:
            await inbox.finish(session, [item.id], now)
    assert await rows(database) == [(1, InboxStatus.DONE)]


async def test_parked_update_lets_the_chat_go_on(database: Database, now: datetime) -> None:
    await add(database, now, update(1), update(2))
    lease, item = await taken(database, now)
    async with database.transaction() as session:
        await lanes.hold(session, lease, now)
        await inbox.park(session, item.id, now, "KeyError")
        assert await inbox.release(session, lease) == now
    assert await rows(database) == [(1, InboxStatus.PARKED), (2, InboxStatus.NEW)]
    assert (await taken(database, now))[1].update_id == 2


async def postpone(session: AsyncSession, item_id: int, now: datetime) -> None:
    await inbox.postpone(session, item_id, now)


async def retry(session: AsyncSession, item_id: int, now: datetime) -> None:
    await inbox.retry(session, item_id, now, "KeyError")


async def park(session: AsyncSession, item_id: int, now: datetime) -> None:
    await inbox.park(session, item_id, now, "KeyError")


@pytest.mark.parametrize("move", [postpone, retry, park])
async def test_finished_update_is_not_moved(database: Database, now: datetime, move: Move) -> None:
    await add(database, now, update(1))
    _, item = await taken(database, now)
    async with database.transaction() as session:
        await inbox.finish(session, [item.id], now)
        with pytest.raises(LeaseLost):
            await move(session, item.id, now)
    assert await rows(database) == [(1, InboxStatus.DONE)]


async def test_release_of_an_empty_chat_leaves_it_asleep(database: Database, now: datetime) -> None:
    await add(database, now, update(1))
    lease, item = await taken(database, now)
    async with database.transaction() as session:
        await inbox.finish(session, [item.id], now)
    assert await release(database, lease, now) is None
    async with database.reading() as session:
        assert list(await session.scalars(select(Lane.due_at))) == [None]


async def test_update_that_comes_in_during_the_work_is_not_overlooked(
    database: Database, now: datetime
) -> None:
    """A new update waits for the worker's transaction, or the worker sees it."""
    await add(database, now, update(1))
    lease, item = await taken(database, now)

    async with database.transaction() as session:
        await lanes.hold(session, lease, now + MINUTE)
        await inbox.finish(session, [item.id], now)
        adding = asyncio.create_task(add(database, now, update(2)))
        finished, _ = await asyncio.wait({adding}, timeout=0.05)
        await inbox.release(session, lease)
    assert finished == set()
    await adding
    assert (await taken(database, now))[1].update_id == 2
