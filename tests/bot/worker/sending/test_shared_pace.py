"""Several workers keep one pace, and a restart does not forget that Telegram told us to wait."""

import asyncio
from datetime import datetime, timedelta

from bot.worker.sending.rate_limit import RateLimiter, RateLimits
from bot.worker.sending.shared_pace import SharedPace
from store.engine.database import Database
from store.models.address import Address
from store.queues import send_pace


def instant() -> float:
    return asyncio.get_running_loop().time()


async def begin(
    database: Database, pacer: RateLimiter, now: datetime, *, alone: bool, sends: int = 0
) -> SharedPace:
    """Adopt, send so many, and tell."""
    shared_pace = SharedPace(pacer, alone=alone)
    async with database.transaction() as session:
        await shared_pace.adopt(session, now)
        for chat in range(sends):
            pacer.spend(Address(chat), instant())
        await shared_pace.publish(session, now)
    return shared_pace


async def test_what_one_worker_sends_leaves_the_others_less(database: Database, now: datetime) -> None:
    one, other = RateLimiter(RateLimits(bot_burst=30)), RateLimiter(RateLimits(bot_burst=30))
    await begin(database, one, now, alone=False, sends=30)
    await begin(database, other, now, alone=False)
    assert (other.room(instant()) or 0) < 15


async def test_clock_that_is_put_back_does_not_silence_the_workers(database: Database, now: datetime) -> None:
    one, other = RateLimiter(RateLimits()), RateLimiter(RateLimits())
    await begin(database, one, now, alone=False, sends=3)
    await begin(database, other, now - timedelta(hours=5), alone=False)
    assert other.wait(instant()) < 1


async def test_pause_told_of_before_the_clock_was_put_back_is_no_longer(
    database: Database, now: datetime
) -> None:
    one, other = RateLimiter(RateLimits()), RateLimiter(RateLimits())
    one.pause(5.0, instant())
    shared_pace = await begin(database, one, now, alone=False)
    for _ in range(3):  # neither who was told by Telegram nor who reads of it waits for hours
        async with database.transaction() as session:
            await shared_pace.adopt(session, now - timedelta(hours=5))
        await begin(database, other, now - timedelta(hours=5), alone=False)
    assert 0 < max(each.wait(instant()) for each in (one, other)) <= 5


async def test_pause_is_obeyed_by_all_workers(database: Database, now: datetime) -> None:
    one, other = RateLimiter(RateLimits()), RateLimiter(RateLimits())
    one.pause(60.0, instant())
    await begin(database, one, now, alone=False)
    await begin(database, other, now, alone=False)
    assert other.room(instant()) == 0


async def test_pause_is_obeyed_after_a_restart(database: Database, now: datetime) -> None:
    before, after = RateLimiter(RateLimits()), RateLimiter(RateLimits())
    before.pause(60.0, instant())
    await begin(database, before, now, alone=True)
    await begin(database, after, now + timedelta(seconds=50), alone=True)
    assert after.room(instant()) == 0
    assert 9 < after.wait(instant()) <= 10


async def test_who_is_alone_writes_no_more_than_pauses(database: Database, now: datetime) -> None:
    await begin(database, RateLimiter(RateLimits()), now, alone=True, sends=30)
    async with database.transaction() as session:
        assert await send_pace.read(session) == send_pace.AgreedPace()
