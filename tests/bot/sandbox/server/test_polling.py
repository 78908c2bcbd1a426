import asyncio
from itertools import count

import pytest

from bot.sandbox.server.bot_api_errors import POLLED_ELSEWHERE, WEBHOOK_WAS_SET, Conflict
from bot.sandbox.server.polling import Poll, Poller
from bot.sandbox.server.updates import UpdateQueue
from tests.bot.sandbox.conftest import FakeClock

CHAT = ("chat", 7)


@pytest.fixture
def queue() -> UpdateQueue:
    return UpdateQueue(count(100))


@pytest.fixture
def poller(queue: UpdateQueue, clock: FakeClock) -> Poller:
    return Poller(queue, clock)


async def waiting(poller: Poller, poll: Poll) -> asyncio.Task[list[int]]:
    """Start a poll and let it come to the point where it waits."""

    async def ids() -> list[int]:
        return [update.update_id for update in await poller.updates(poll)]

    task = asyncio.create_task(ids())
    for _ in range(3):
        await asyncio.sleep(0)
    return task


@pytest.mark.parametrize(
    ("given", "clamped"),
    [
        ((0, 100, 0), (0, 100, 0)),
        ((5, 0, -1), (5, 1, 0)),
        ((-5, 1_000, 600), (-5, 100, 50)),
    ],
)
def test_poll_figures_are_moved_into_telegrams_range(
    given: tuple[int, int, int], clamped: tuple[int, int, int]
) -> None:
    poll = Poll.clamped(*given, keep=False)
    assert (poll.offset, poll.limit, poll.timeout) == clamped


async def test_what_waits_is_returned_at_once(queue: UpdateQueue, poller: Poller, clock: FakeClock) -> None:
    queue.add("message", {}, CHAT, clock())
    assert [one.update_id for one in await poller.updates(Poll(timeout=50))] == [100]


async def test_a_poll_without_timeout_returns_nothing_at_once(poller: Poller) -> None:
    assert await poller.updates(Poll()) == []


async def test_a_poll_waits_for_what_comes(queue: UpdateQueue, poller: Poller, clock: FakeClock) -> None:
    task = await waiting(poller, Poll(timeout=50))
    queue.add("message", {}, CHAT, clock())
    poller.arrived()
    assert await task == [100]


async def test_a_poll_ends_empty_when_its_time_is_up(poller: Poller) -> None:
    assert await poller.updates(Poll(timeout=1)) == []


async def test_a_second_poller_ends_the_first(queue: UpdateQueue, poller: Poller, clock: FakeClock) -> None:
    first = await waiting(poller, Poll(timeout=50))
    second = await waiting(poller, Poll(timeout=50))
    with pytest.raises(Conflict) as caught:
        await first
    assert caught.value.description == f"Conflict: {POLLED_ELSEWHERE}"
    queue.add("message", {}, CHAT, clock())
    poller.arrived()
    assert await second == [100]


async def test_a_waiting_poll_can_be_sent_away(poller: Poller) -> None:
    task = await waiting(poller, Poll(timeout=50))
    poller.end(Conflict(WEBHOOK_WAS_SET))
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await task


async def test_polls_one_after_the_other_do_not_meet(poller: Poller) -> None:
    assert await poller.updates(Poll()) == []
    assert await poller.updates(Poll()) == []


async def test_keep_ignores_what_the_offset_confirms(
    queue: UpdateQueue, poller: Poller, clock: FakeClock
) -> None:
    queue.add("message", {}, CHAT, clock())
    kept = await poller.updates(Poll(offset=101, keep=True))
    assert [one.update_id for one in kept] == [100]
    assert await poller.updates(Poll(offset=101)) == []


async def test_nobody_has_to_be_there_when_something_arrives(poller: Poller) -> None:
    poller.arrived()
    poller.end(Conflict("nobody"))
    assert await poller.updates(Poll()) == []
