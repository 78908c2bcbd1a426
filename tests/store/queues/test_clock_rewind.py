"""After the clock was put back, nothing waits until it shows the same time again."""

from datetime import datetime, timedelta

import pytest

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Flow, OutboxAction
from store.queues import inbox, lanes, outbox
from store.queues.clock_rewind import correct_late_times
from store.queues.inbox import ReceivedUpdate
from store.queues.lane_book import Lease
from store.queues.outgoing import Outgoing

MINUTE = timedelta(minutes=1)
LEASE = timedelta(seconds=45)
HOURS = timedelta(hours=5)


async def fill(database: Database, now: datetime) -> None:
    """An update and a message of chat 5."""
    async with database.transaction() as session:
        await inbox.add(session, [ReceivedUpdate(Address(1), 1, Address(5), {})], now)
        await outbox.add(session, Outgoing(Address(5), OutboxAction.SEND, "a"), now)


async def found(database: Database, now: datetime) -> tuple[int, int]:
    """How many updates and messages of chat 5 a worker gets to see, and gives back."""
    counts = []
    async with database.transaction() as session:
        for flow, queue in ((Flow.IN, inbox), (Flow.OUT, outbox)):
            leases = await lanes.lease(session, flow, "w", now, LEASE, 9)
            counts.append(len(await queue.next_due(session, [each.key for each in leases], now)))
            await (inbox.release_all if flow is Flow.IN else outbox.release)(session, leases)
    return counts[0], counts[1]


async def pulled(database: Database, now: datetime, ahead: timedelta = timedelta()) -> bool:
    async with database.transaction() as session:
        return await correct_late_times(session, now, ahead, LEASE)


async def test_work_made_before_the_clock_was_put_back_is_due(database: Database, now: datetime) -> None:
    await fill(database, now)
    assert await found(database, now - HOURS) == (0, 0)
    assert await pulled(database, now - HOURS)
    assert await found(database, now - HOURS) == (1, 1)


async def test_work_behind_a_chat_that_was_woken_since_is_due(database: Database, now: datetime) -> None:
    await fill(database, now)
    async with database.transaction() as session:
        for flow in Flow:
            await lanes.wake(session, flow, [Address(5)], now - HOURS)
        await outbox.add(session, Outgoing(Address(6), OutboxAction.SEND, "late"), now)
    assert await pulled(database, now - HOURS)
    assert await found(database, now - HOURS) == (1, 2)


@pytest.mark.parametrize(("delay", "is_pulled"), [(MINUTE, False), (HOURS, True)])
async def test_what_is_put_off_no_longer_than_it_may_be_stays_so(
    database: Database, now: datetime, delay: timedelta, is_pulled: bool
) -> None:
    await fill(database, now + delay)
    assert await pulled(database, now, 2 * MINUTE) is is_pulled
    assert await found(database, now) == ((1, 1) if is_pulled else (0, 0))


async def test_lease_ends_in_time_and_its_owner_keeps_it_until_then(
    database: Database, now: datetime
) -> None:
    await fill(database, now)
    async with database.transaction() as session:
        [held] = await lanes.lease(session, Flow.IN, "gone", now, LEASE, 9)
    assert await pulled(database, now - HOURS)
    assert await found(database, now - HOURS) == (0, 1)
    async with database.transaction() as session:
        assert await lanes.hold_all(session, [Lease(Flow.IN, Address(5), "gone")], held_until(now)) == {held}
    assert await found(database, now - HOURS + LEASE) == (1, 1)


def held_until(now: datetime) -> datetime:
    """The end of a lease taken at the moment to which the clock was put back."""
    return now - HOURS + LEASE


async def test_nothing_is_done_where_nothing_waits(database: Database, now: datetime) -> None:
    assert not await pulled(database, now)
