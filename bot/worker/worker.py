"""The worker: its loops, started and stopped together."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.worker.loops.outages import until_available
from bot.worker.receiving.inbound import Inbound
from bot.worker.rounds.due_surveys import DueSurveys
from bot.worker.sending.outbound import Outbound
from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.queues import lanes
from store.queues.waiting_lanes import wake_waiting

log = structlog.get_logger(__name__)

LAST_WRITE = 0.5


class Worker:
    """Runs the loops of one owner of leases.

    `is_gone` says whether another owner has certainly ended, so that its leases need not be waited for.
    """

    def __init__(
        self,
        database: Database,
        inbound: Inbound,
        outbound: Outbound,
        surveys: DueSurveys,
        *,
        owner: str,
        is_gone: Callable[[str], bool],
    ) -> None:
        self._database = database
        self._inbound = inbound
        self._outbound = outbound
        self._surveys = surveys
        self._owner = owner
        self._is_gone = is_gone
        self._loops: list[asyncio.Task[None]] = []
        self.has_lanes = asyncio.Event()
        """Set when the lanes that have work are found."""

    async def run(self) -> None:
        """Work until `stop` has ended."""
        await until_available(self._take_over)
        self.has_lanes.set()
        self._loops = [
            asyncio.create_task(loop.run(), name=type(loop).__name__)
            for loop in (self._inbound, self._outbound, self._surveys)
        ]
        log.info("worker started", owner=self._owner)
        await asyncio.wait(self._loops)

    async def stop(self, within: float = 5.0) -> None:
        """Finish work in flight, for so many seconds at most; the rest is left for the next process."""
        deadline = asyncio.get_running_loop().time() + within
        self._surveys.stop()
        self._inbound.stop()
        await self._inbound.drain(within / 2)
        self._outbound.stop()
        if self._loops:
            left = deadline - asyncio.get_running_loop().time()
            _, late = await asyncio.wait(self._loops, timeout=max(left, 0.0))
            for loop in late:
                loop.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        with suppress(StoreUnavailable, TimeoutError):  # the leases end by themselves
            async with asyncio.timeout(LAST_WRITE), self._database.transaction() as session:
                await lanes.abandon(session, self._owner)
        log.info("worker stopped", owner=self._owner)

    async def _take_over(self) -> None:
        async with self._database.transaction() as session:
            gone = [owner for owner in await lanes.owners(session) if self._is_gone(owner)]
            await lanes.abandon(session, *gone)
            await wake_waiting(session)
