"""The loop that erases old texts, about once an hour."""

from datetime import timedelta

import structlog

from actions.rights.retention import expire
from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from store.engine.database import Database

log = structlog.get_logger(__name__)


class RetentionRound:
    """Erases texts that are older than `kept`."""

    def __init__(self, database: Database, kept: timedelta, *, clock: Clock, pause: float = 3600.0) -> None:
        self._database = database
        self._kept = kept
        self._clock = clock
        self._pause = pause

    async def run(self) -> None:
        """Erase until cancelled."""
        await repeat(self._erase, self._pause, "erasing what is old failed")

    async def _erase(self) -> None:
        now = self._clock()
        erased = await expire(self._database, now - self._kept, now)
        if any(erased.values()):
            log.info("what was kept for long enough is erased", **erased)
