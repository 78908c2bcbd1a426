"""Work is repeated until it is cancelled, also after it fails."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.worker.loops.repeat import repeat
from store.engine.database_errors import StoreUnavailable


class Work:
    """Fails as it is told to, and is cancelled at the end."""

    def __init__(self, *failures: Exception | None) -> None:
        self.failures = [*failures]
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1
        if not self.failures:
            raise asyncio.CancelledError
        failure = self.failures.pop(0)
        if failure is not None:
            raise failure


async def ended(work: Callable[[], Awaitable[object]]) -> list[tuple[str, str]]:
    """Repeat until cancelled; return the level and the event of each line of the log."""
    with capture_logs() as logs, pytest.raises(asyncio.CancelledError):
        await repeat(work, 0, "looking failed")
    return [(line["log_level"], line["event"]) for line in logs]


async def test_work_goes_on_after_a_failure() -> None:
    work = Work(None, ValueError("x"), None)
    assert await ended(work) == [("error", "looking failed")]
    assert work.times == 4


async def test_absent_database_is_logged_without_a_traceback() -> None:
    work = Work(StoreUnavailable("off"), StoreUnavailable("off"))
    assert await ended(work) == [("warning", "database is unavailable")] * 2
    assert work.times == 3


async def test_pause_lies_between_two_efforts() -> None:
    work = Work(None, None)
    running = asyncio.create_task(repeat(work, 60, "looking failed"))
    await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert (work.times, running.cancelled()) == (1, True)
