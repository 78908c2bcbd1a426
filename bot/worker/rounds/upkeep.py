"""The loops that look after cases, customers and findings once a minute, such as cases that stall."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial

from actions.answers import unused_files
from actions.casework import stalled, unanswered
from actions.casework.assigning import case_assignment
from actions.casework.filing import snoozing
from actions.exchange import request_claims
from actions.matters import untapped
from actions.quality import corrective_reminders
from actions.settings.house import House
from bot.timing.bell import Bell
from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from store.engine.database import Database

# Looks once, and returns how many notices it sent.
Look = Callable[[Database, datetime, House], Awaitable[int]]
# By what the log says if one fails.
LOOKS: Mapping[str, Look] = {
    "looking for stalled cases failed": stalled.check_stalled_cases,
    "looking for unanswered customers failed": unanswered.check_unanswered,
    "looking for unclear messages failed": untapped.check_untapped,
    "giving cases by rule failed": case_assignment.assign_by_rule,
    "waking snoozed cases failed": snoozing.wake_due,
    "dropping old requests of systems failed": request_claims.drop_old_requests,
    "reminding of corrective actions failed": corrective_reminders.check_corrective,
    "dropping unused files of answers failed": unused_files.drop_unused_files,
}


class Upkeep:
    """Notifies staff of stalled cases and unanswered customers, and rings `effects` after a notice."""

    def __init__(
        self,
        database: Database,
        house: Callable[[], House],
        *,
        effects: Bell,
        clock: Clock,
        pause: float = 60.0,
        looks: Mapping[str, Look] = LOOKS,
    ) -> None:
        self._database = database
        self._house = house
        self._effects = effects
        self._clock = clock
        self._pause = pause
        self._looks = looks

    async def run(self) -> None:
        """Look until cancelled. Each kind has its own loop, so that a failing one does not stop the other."""
        async with asyncio.TaskGroup() as group:
            for failure, look in self._looks.items():
                group.create_task(repeat(partial(self._once, look), self._next, failure))

    def _next(self) -> float:
        """Return the seconds until the next look: an unclear message is not noticed much too late."""
        return min(self._pause, self._house().matters.unclear.total_seconds() / 2)

    async def _once(self, look: Look) -> None:
        if await look(self._database, self._clock(), self._house()):
            self._effects.ring()
