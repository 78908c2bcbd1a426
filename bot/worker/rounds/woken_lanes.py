"""Notices work that commands beside the one process of an SQLite file have made."""

from collections.abc import Callable

from bot.worker.loops.repeat import repeat
from store.engine.database import Database
from store.models.queues import Flow
from store.queues.waiting_lanes import take_over_woken


class WokenLanes:
    """Takes over the lanes that other processes have woken, and calls `hear` with each direction."""

    def __init__(self, database: Database, hear: Callable[[Flow], None], pause: float = 0.5) -> None:
        self._database = database
        self._hear = hear
        self._pause = pause

    async def run(self) -> None:
        """Look until cancelled."""
        await repeat(self._look, self._pause, "looking for woken lanes failed")

    async def _look(self) -> None:
        for flow in await take_over_woken(self._database):
            self._hear(flow)
