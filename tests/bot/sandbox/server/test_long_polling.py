import asyncio
from itertools import count

import pytest

from bot.sandbox.server.bot_api_errors import POLLED_ELSEWHERE, WEBHOOK_WAS_SET, ReceiverConflict
from bot.sandbox.server.long_polling import LongPolling, PollRequest
from bot.sandbox.server.update_queue import UpdateQueue
from tests.bot.sandbox.conftest import FakeClock

CHAT = ("chat", 7)


@pytest.fixture
def queue() -> UpdateQueue:
    return UpdateQueue(count(100))


@pytest.fixture
def polling(queue: UpdateQueue, clock: FakeClock) -> LongPolling:
    return LongPolling(queue, clock)


async def waiting(polling: LongPolling, poll: PollRequest) -> asyncio.Task[list[int]]:
    """Start a poll and let it come to the point where it waits."""

    async def ids() -> list[int]:
        return [update.update_id for update in await polling.updates(poll)]

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
    poll = PollRequest.clamped(*given, keep=False)
    assert (poll.offset, poll.limit, poll.timeout) == clamped


async def test_waiting_updates_are_returned_at_once(
    queue: UpdateQueue, polling: LongPolling, clock: FakeClock
) -> None:
    queue.add("message", {}, CHAT, clock())
    assert [one.update_id for one in await polling.updates(PollRequest(timeout=50))] == [100]


async def test_a_poll_without_timeout_returns_nothing_at_once(polling: LongPolling) -> None:
    assert await polling.updates(PollRequest()) == []


async def test_a_poll_waits_for_an_update(queue: UpdateQueue, polling: LongPolling, clock: FakeClock) -> None:
    task = await waiting(polling, PollRequest(timeout=50))
    queue.add("message", {}, CHAT, clock())
    polling.arrived()
    assert await task == [100]


async def test_a_poll_ends_empty_when_its_time_is_up(polling: LongPolling) -> None:
    assert await polling.updates(PollRequest(timeout=1)) == []


async def test_a_second_poller_ends_the_first(
    queue: UpdateQueue, polling: LongPolling, clock: FakeClock
) -> None:
    first = await waiting(polling, PollRequest(timeout=50))
    second = await waiting(polling, PollRequest(timeout=50))
    with pytest.raises(ReceiverConflict) as caught:
        await first
    assert caught.value.description == f"Conflict: {POLLED_ELSEWHERE}"
    queue.add("message", {}, CHAT, clock())
    polling.arrived()
    assert await second == [100]


async def test_a_waiting_poll_can_be_refused(polling: LongPolling) -> None:
    task = await waiting(polling, PollRequest(timeout=50))
    polling.end(ReceiverConflict(WEBHOOK_WAS_SET))
    with pytest.raises(ReceiverConflict, match="terminated by setWebhook request"):
        await task


async def test_successive_polls_do_not_conflict(polling: LongPolling) -> None:
    assert await polling.updates(PollRequest()) == []
    assert await polling.updates(PollRequest()) == []


async def test_keep_ignores_what_the_offset_confirms(
    queue: UpdateQueue, polling: LongPolling, clock: FakeClock
) -> None:
    queue.add("message", {}, CHAT, clock())
    kept = await polling.updates(PollRequest(offset=101, keep=True))
    assert [one.update_id for one in kept] == [100]
    assert await polling.updates(PollRequest(offset=101)) == []


async def test_an_update_may_arrive_without_a_receiver(polling: LongPolling) -> None:
    polling.arrived()
    polling.end(ReceiverConflict("unused"))
    assert await polling.updates(PollRequest()) == []
