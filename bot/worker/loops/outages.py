"""Waiting for a database that is unavailable."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.timing.backoff import Backoff
from store.engine.database_errors import StoreUnavailable

log = structlog.get_logger(__name__)

PAUSES = Backoff(0.1, 5.0)

Result = TypeVar("Result")


async def until_available(effort: Callable[[], Awaitable[Result]]) -> Result:
    """Repeat the effort until the database is available. It must write everything or nothing."""
    attempt = 0
    while True:
        try:
            return await effort()
        except StoreUnavailable as exc:
            attempt += 1
            note_outage(exc)
        await asyncio.sleep(PAUSES.after(attempt))


def note_outage(exc: StoreUnavailable) -> None:
    """Log the outage without the driver's message, which may quote a statement."""
    log.warning("database is unavailable", reason=type(exc.__cause__).__name__, code=exc.code)
