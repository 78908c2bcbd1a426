"""The survey loop: sends first questions and reminders, and expires invitations, when they are due."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import structlog

from actions.settings.house import House
from actions.surveys.asking import schedule
from bot.timing.backoff import Backoff
from bot.timing.bell import Bell
from bot.timing.clock import Clock
from bot.worker.loops.outages import note_outage
from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.queues.alarm_rows import raise_alarm

log = structlog.get_logger(__name__)

FAILED = "survey.failed"
BATCH = 100
PAUSES = Backoff(60.0, 6 * 3600.0)
"""For how long an invitation that failed is not tried again."""


class DueSurveys:
    """Advances due invitations, up to `batch` of them at a look.

    `house` returns the rules in force. `bell` is rung when one is scheduled; this loop rings `effects` when
    there is something to send.
    """

    def __init__(
        self,
        database: Database,
        house: Callable[[], House],
        *,
        bell: Bell,
        effects: Bell,
        clock: Clock,
        poll: float = 1.0,
        batch: int = BATCH,
    ) -> None:
        self._database = database
        self._house = house
        self._bell = bell
        self._effects = effects
        self._clock = clock
        self._poll = poll
        self._batch = batch
        self._failures: Counter[int] = Counter()
        self._stopping = False

    async def run(self) -> None:
        """Work until stopped."""
        while not self._stopping:
            try:
                done = await self._step()
            except StoreUnavailable as exc:
                note_outage(exc)
                done = 0
            except Exception:  # the loop goes on after any failure
                log.exception("survey step failed")
                done = 0
            if not done:
                await self._bell.wait(self._poll)

    def stop(self) -> None:
        """Begin no new work."""
        self._stopping = True
        self._bell.ring()

    async def _step(self) -> int:
        """Advance due invitations; return how many of them are no longer due."""
        async with self._database.reading() as session:
            due = await schedule.due(session, self._clock(), self._batch)
        done = 0
        for invitation_id in due:
            if self._stopping:
                break
            done += await self._advance(invitation_id)
            await asyncio.sleep(0)
        return done

    async def _advance(self, invitation_id: int) -> bool:
        """Advance one invitation in one transaction."""
        try:
            async with self._database.transaction() as session:
                is_done = await schedule.advance(session, invitation_id, self._clock(), self._house())
        except StoreUnavailable:
            raise
        except Exception:  # part of the loop: one invitation must not delay the others
            self._failures[invitation_id] += 1
            pause = PAUSES.after(self._failures[invitation_id])
            log.exception("survey failed", invitation_id=invitation_id, again_in=pause)
            await self._put_off(invitation_id, timedelta(seconds=pause))
            return True
        self._failures.pop(invitation_id, None)
        self._effects.ring()
        return is_done

    async def _put_off(self, invitation_id: int, pause: timedelta) -> None:
        """Try again after a pause, behind other invitations, and alarm staff."""
        now = self._clock()
        async with self._database.transaction() as session:
            await schedule.put_off(session, invitation_id, now, now + pause)
            await raise_alarm(session, FAILED, f"invitation:{invitation_id}", now)
