import asyncio

from bot.sandbox.server.new_event import EventBell


async def test_all_waiting_tasks_hear_the_bell() -> None:
    bell = EventBell()
    waiting = [asyncio.create_task(bell.heard(30)) for _ in range(3)]
    await asyncio.sleep(0)
    bell.ring()
    assert await asyncio.gather(*waiting) == [True, True, True]


async def test_heard_is_false_without_a_ring() -> None:
    assert await EventBell().heard(0) is False


async def test_a_ring_is_not_kept_for_later() -> None:
    bell = EventBell()
    bell.ring()
    assert await bell.heard(0) is False


async def test_the_bell_can_be_heard_again() -> None:
    bell = EventBell()
    for _ in range(2):
        waiting = asyncio.create_task(bell.heard(30))
        await asyncio.sleep(0)
        bell.ring()
        assert await waiting is True


async def test_a_cancelled_waiter_is_forgotten() -> None:
    bell = EventBell()
    waiting = asyncio.create_task(bell.heard(30))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    bell.ring()
    assert await bell.heard(0) is False
