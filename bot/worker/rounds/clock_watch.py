"""Notices that the clock was set back, so that no chat waits until it shows the same time again."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from bot.timing.bell import Bell
from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from bot.worker.receiving.effects import RetryLimits
from store.engine.database import Database
from store.queues.clock_rewind import correct_late_times

log = structlog.get_logger(__name__)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOLERANCE = 0.5  # seconds; a clock that is slowed down loses less between two looks
LEASE = RetryLimits().lease
# Clocks of other machines show only in the times that they wrote. Nothing is ever delayed for so long.
EVERY = 30.0
TOO_FAR = timedelta(minutes=2)


class ClockWatch:
    """Compares the clock with a monotonic one. Rings the bells when work has become due.

    It begins when the lanes that have work are found (`has_lanes`): there are no times to correct before.
    """

    def __init__(
        self,
        database: Database,
        *,
        arrived: Bell,
        effects: Bell,
        clock: Clock,
        has_lanes: asyncio.Event,
        pause: float = 1.0,
    ) -> None:
        self._database = database
        self._bells = (arrived, effects)
        self._clock = clock
        self._has_lanes = has_lanes
        self._pause = pause
        # What the clock did before the start is not known, so the first look counts as if it was set back.
        self._lead = float("inf")
        self._looked = float("-inf")

    async def run(self) -> None:
        """Look until cancelled."""
        await self._has_lanes.wait()
        await repeat(self._look, self._pause, "looking after the clock failed")

    async def _look(self) -> None:
        instant, now = asyncio.get_running_loop().time(), self._clock()
        lead = (now - EPOCH).total_seconds() - instant
        is_put_back = lead < self._lead - TOLERANCE
        if is_put_back or instant - self._looked >= EVERY:
            async with self._database.transaction() as session:
                pulled = await correct_late_times(
                    session, now, timedelta() if is_put_back else TOO_FAR, LEASE
                )
            if pulled:
                log.info("work was due later than it may be", clock_lost=round(self._lead - lead, 1))
                for bell in self._bells:
                    bell.ring()
            self._looked = instant
        self._lead = lead
