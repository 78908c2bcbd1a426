"""Doing something again and again, whatever becomes of it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.worker.loops.outages import note_outage
from store.engine.database_errors import StoreUnavailable

log = structlog.get_logger(__name__)


async def repeat(work: Callable[[], Awaitable[object]], pause: float, failure: str) -> None:
    """Work and pause (seconds) until cancelled; `failure` is what the log says where it fails."""
    while True:
        try:
            await work()
        except StoreUnavailable as exc:
            note_outage(exc)
        except Exception:  # the loop must outlive whatever it has not foreseen
            log.exception(failure)
        await asyncio.sleep(pause)
