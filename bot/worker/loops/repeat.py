"""Doing something again and again, also after it fails."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.worker.loops.outages import note_outage
from store.engine.database_errors import StoreUnavailable

log = structlog.get_logger(__name__)


async def repeat(
    work: Callable[[], Awaitable[object]], pause: float | Callable[[], float], failure: str
) -> None:
    """Work and pause (in seconds) until cancelled; `failure` is what the log says about a failure."""
    while True:
        try:
            await work()
        except StoreUnavailable as exc:
            note_outage(exc)
        except Exception:  # the loop goes on after any failure
            log.exception(failure)
        await asyncio.sleep(pause() if callable(pause) else pause)
