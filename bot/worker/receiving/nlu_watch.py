"""Whether the NLU server answers, and an alarm for staff if it has not for long."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from actions.turn.reading import Classifier
from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from nlu.contract.errors import NluBadAnswer, NluUnavailable
from store.engine.database import Database
from store.queues.alarm_rows import clear_alarm, raise_alarm

log = structlog.get_logger(__name__)

AWAY = "nlu.away"
SUBJECT = "nlu"
PROBE = "你好"


async def nlu_answers(classifier: Classifier) -> bool:
    """Return whether the NLU server answers at the moment.

    A text is sent to it, since a server whose model hangs still answers a health check from another thread.
    """
    try:
        await classifier.parse(PROBE)
    except NluBadAnswer:
        return True
    except NluUnavailable:
        return False
    except Exception:  # the loops that watch the server go on after any failure
        log.exception("looking for the NLU server failed")
        return False
    return True


class NluWatch:
    """Raises an alarm when `nlu_answers` has returned False for as long as `patience`; True clears it."""

    def __init__(
        self,
        database: Database,
        answers: Callable[[], Awaitable[bool]],
        *,
        clock: Clock,
        patience: timedelta = timedelta(minutes=1),
        pause: float = 10.0,
    ) -> None:
        self._database = database
        self._answers = answers
        self._clock = clock
        self._patience = patience
        self._pause = pause
        self._answered_at = clock()
        # Whether the alarm is raised; None if the process before this one may have raised it.
        self._alarmed: bool | None = None

    async def run(self) -> None:
        """Watch until cancelled."""
        await repeat(self._look, self._pause, "watching the NLU server failed")

    async def _look(self) -> None:
        is_there, now = await self._answers(), self._clock()
        if is_there:
            self._answered_at = now
            if self._alarmed is not False:
                async with self._database.transaction() as session:
                    await clear_alarm(session, AWAY, SUBJECT, now)
                self._alarmed = False
        elif now - self._answered_at >= self._patience:
            # Raised again each time, since a worker that starts clears alarms that it has not raised.
            async with self._database.transaction() as session:
                await raise_alarm(session, AWAY, SUBJECT, self._answered_at)
            if not self._alarmed:
                log.error("the NLU server has been away for long", since=self._answered_at.isoformat())
            self._alarmed = True
