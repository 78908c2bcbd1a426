"""Whether the NLU server answers, and telling staff where it has not for long."""

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
    """Whether texts are answered at the moment.

    A text is asked: a server whose model hangs says of its health, from another thread, that all is well.
    """
    try:
        await classifier.parse(PROBE)
    except NluBadAnswer:
        return True
    except NluUnavailable:
        return False
    except Exception:  # the loops that look for the server must outlive whatever they find
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
        # Whether the alarm is raised; the process before us may have left it so.
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
            # Again each time: a worker that begins takes back what it has not raised.
            async with self._database.transaction() as session:
                await raise_alarm(session, AWAY, SUBJECT, self._answered_at)
            if not self._alarmed:
                log.error("the NLU server has been away for long", since=self._answered_at.isoformat())
            self._alarmed = True
