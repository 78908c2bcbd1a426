"""Living through the absence of the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from store.engine.database_errors import StoreUnavailable


def growing(attempt: int, first: float, longest: float) -> float:
    """Seconds to wait after this many failed attempts (at least 1): doubled each time, up to the longest."""
    return min(first * 2.0 ** min(attempt - 1, 32), longest)


log = structlog.get_logger(__name__)

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0

Result = TypeVar("Result")


async def until_available(effort: Callable[[], Awaitable[Result]]) -> Result:
    """Try until the database is there. The effort is begun anew each time, and must write all or nothing."""
    attempt = 0
    while True:
        try:
            return await effort()
        except StoreUnavailable as exc:
            attempt += 1
            note_outage(exc)
        await asyncio.sleep(growing(attempt, FIRST_PAUSE, LONGEST_PAUSE))


def note_outage(exc: StoreUnavailable) -> None:
    """Log it, without the driver's message: that may quote a statement."""
    log.warning("database is unavailable", reason=type(exc.__cause__).__name__)
