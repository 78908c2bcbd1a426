"""A loop that waits is woken, and no ring is lost while it is busy."""

import asyncio

from bot.timing.bell import Bell

LONG = 60.0


async def test_ring_wakes_who_waits() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.wait(LONG))
    await asyncio.sleep(0)
    bell.ring()
    await waiting


async def test_ring_before_the_wait_is_not_lost() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    await bell.wait(LONG)


async def test_ring_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    await bell.wait(LONG)
    waiting = asyncio.create_task(bell.wait(LONG))
    finished, _ = await asyncio.wait({waiting}, timeout=0.01)
    assert finished == set()
    bell.ring()
    await waiting


async def test_wait_ends_by_itself() -> None:
    await Bell().wait(0.0)


async def test_ring_in_the_future_and_in_the_past() -> None:
    bell = Bell()
    bell.ring_in(0.01)
    await bell.wait(LONG)
    bell.ring_in(-5.0)
    await bell.wait(LONG)
