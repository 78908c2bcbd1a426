"""The loop that folds past days, so that reports are quick; see `store.reports.sums.folding`."""

from zoneinfo import ZoneInfo

import structlog

from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from store.engine.database import Database
from store.reports.sums.folding import fold_all

log = structlog.get_logger(__name__)

PAUSE = 60.0  # seconds; a late answer unfolds its day, which is counted answer by answer until then


class FoldRound:
    """Makes missing folds, again and again."""

    def __init__(self, database: Database, zone: ZoneInfo, *, clock: Clock, pause: float = PAUSE) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._pause = pause

    async def run(self) -> None:
        """Fold until cancelled."""
        await repeat(self._fold, self._pause, "folding days failed")

    async def _fold(self) -> None:
        if made := await fold_all(self._database, self._clock(), self._zone):
            log.info("days folded for reports", folds=made)
