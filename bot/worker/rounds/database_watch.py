"""An alarm for staff after the database was away, locked or full: raised when it can be written again."""

from datetime import datetime, timedelta

import structlog

from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from store.engine.database import Database
from store.queues.alarm_rows import clear_alarm, raise_alarm

log = structlog.get_logger(__name__)

UNAVAILABLE = "database.unavailable"
SUBJECT = "database"
CALM = timedelta(hours=1)


class DatabaseWatch:
    """Raises an alarm after an outage, and clears it when there was none for as long as `calm`."""

    def __init__(
        self, database: Database, *, clock: Clock, calm: timedelta = CALM, pause: float = 1.0
    ) -> None:
        self._database = database
        self._clock = clock
        self._calm = calm
        self._pause = pause
        self._told = database.outages
        # Since when the database is away; None if staff were alarmed.
        self._away_since: datetime | None = None
        # Until when an alarm stays; the process before this one may have raised one.
        self._alarmed_until: datetime | None = clock() + calm

    async def run(self) -> None:
        """Watch until cancelled."""
        await repeat(self._look, self._pause, "watching the database failed")

    async def _look(self) -> None:
        now, outages = self._clock(), self._database.outages
        if outages > self._told:
            self._away_since = self._away_since or now
            async with self._database.transaction() as session:
                await raise_alarm(session, UNAVAILABLE, SUBJECT, self._away_since)
            log.warning("database is available again", away_since=self._away_since.isoformat())
            self._told, self._away_since, self._alarmed_until = outages, None, now + self._calm
        elif self._alarmed_until is not None and now >= self._alarmed_until:
            async with self._database.transaction() as session:
                await clear_alarm(session, UNAVAILABLE, SUBJECT, now)
            self._alarmed_until = None
