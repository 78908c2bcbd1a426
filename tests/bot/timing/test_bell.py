"""A loop that waits is woken, and no ring is lost while it is busy."""

import asyncio
from collections.abc import Coroutine

from bot.timing.bell import Bell

LONG = 60.0


async def ends(waiting: Coroutine[None, None, bool], within: float = 10.0) -> bool:
    """Return whether the wait ends long before its time."""
    _, pending = await asyncio.wait({asyncio.create_task(waiting)}, timeout=within)
    return not pending


async def test_ring_wakes_who_waits() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.wait(LONG))
    await asyncio.sleep(0)
    assert not waiting.done()
    bell.ring()
    await waiting


async def test_ring_before_the_wait_is_not_lost() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    assert await ends(bell.wait(LONG))


async def test_ring_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    await bell.wait(LONG)
    assert not await ends(bell.wait(LONG), within=0.01)


async def test_wait_ends_by_itself() -> None:
    assert await ends(Bell().wait(0.0))


async def test_ring_in_the_future_and_in_the_past() -> None:
    bell = Bell()
    bell.ring_in(0.01)
    assert await ends(bell.wait(LONG))
    bell.ring_in(-5.0)
    assert await ends(bell.wait(LONG))


async def test_wait_says_whether_there_may_be_work() -> None:
    bell = Bell()
    bell.nudge()
    said = [await bell.wait(LONG)]
    bell.ring()
    bell.nudge()
    said += [await bell.wait(LONG), await bell.wait(0.0)]
    bell.nudge()
    assert [*said, await bell.wait(LONG)] == [False, True, True, False]
