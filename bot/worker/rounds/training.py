"""The loop that trains when staff ask for it: one run at a time, outside any transaction."""

from collections.abc import Callable

import structlog

from actions.quality.agreement import AGREEING
from actions.quality.lesson_requests import LearningFailed, TrainingOutcome, lessons, past_texts
from bot.timing.clock import Clock
from bot.worker.loops.ports import ModelTrainer
from bot.worker.loops.repeat import repeat
from store.engine.database import Database
from store.models.training_runs import LearningKind, LearningStatus
from store.queues import training_queue
from store.queues.training_queue import Claimed

log = structlog.get_logger(__name__)


class TrainingRound:
    """Works on training requests of staff and records how they ended."""

    def __init__(
        self,
        database: Database,
        trainer: ModelTrainer,
        *,
        clock: Clock,
        agreeing: Callable[[], int] = lambda: AGREEING,
        pause: float = 2.0,
    ) -> None:
        self._database = database
        self._trainer = trainer
        self._clock = clock
        self._agreeing = agreeing
        self._pause = pause

    async def run(self) -> None:
        """Look for requests until cancelled."""
        await repeat(self.step, self._pause, "learning failed")

    async def step(self) -> bool:
        """Work on one request; return False if there was none."""
        async with self._database.reading() as session:
            if not await training_queue.is_asked_for(session):
                return False
        async with self._database.transaction() as session:
            claimed = await training_queue.claim(session, self._clock())
        if claimed is None:
            return False
        log.info("learning.started", run=claimed.id, kind=claimed.kind)
        status, outcome, reason = await self._worked(claimed)
        async with self._database.transaction() as session:
            report = outcome.report if outcome else None
            await training_queue.finish(
                session, claimed.id, status, self._clock(), report=report, reason=reason
            )
        log.info("learning.ended", run=claimed.id, status=status)
        return True

    async def _worked(self, claimed: Claimed) -> tuple[LearningStatus, TrainingOutcome | None, str | None]:
        try:
            outcome = await self._outcome(claimed)
        except LearningFailed as exc:
            return LearningStatus.FAILED, None, str(exc)
        if claimed.kind is LearningKind.TRY:
            return LearningStatus.TRIED, outcome, None
        return LearningStatus.PROMOTED if outcome.promoted else LearningStatus.KEPT, outcome, None

    async def _outcome(self, claimed: Claimed) -> TrainingOutcome:
        if claimed.kind is LearningKind.RESTORE:
            return await self._trainer.restore(claimed.model)
        async with self._database.reading() as session:
            labelled, past = await lessons(session, self._agreeing()), await past_texts(session)
        return await self._trainer.learn(labelled, past, only_try=claimed.kind is LearningKind.TRY)
