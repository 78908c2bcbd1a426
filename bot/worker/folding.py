"""The loop that folds days that are over, so that reports are quick; see `store.reports.folding`."""

import asyncio
from zoneinfo import ZoneInfo

import structlog

from bot.worker.outages import note_outage
from bot.worker.ports import Clock
from store.database import Database
from store.errors import StoreUnavailable
from store.reports.folding import fold_all

log = structlog.get_logger(__name__)

PAUSE = 60.0  # seconds; a late answer unfolds its day, which is counted answer by answer until then


class Folding:
    """Makes the folds that are missing, again and again."""

    def __init__(self, database: Database, zone: ZoneInfo, *, clock: Clock, pause: float = PAUSE) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._pause = pause

    async def run(self) -> None:
        """Fold until cancelled."""
        while True:
            try:
                if made := await fold_all(self._database, self._clock(), self._zone):
                    log.info("days folded for reports", folds=made)
            except StoreUnavailable as exc:
                note_outage(exc)
            except Exception:  # the loop must outlive whatever it has not foreseen
                log.exception("folding days failed")
            await asyncio.sleep(self._pause)
