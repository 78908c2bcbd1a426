"""The loop that looks after cases nobody works on: about once a minute is often enough."""

import asyncio

import structlog

from actions import stalled
from actions.house import House
from bot.worker.bell import Bell
from bot.worker.outages import note_outage
from bot.worker.ports import Clock
from store.database import Database
from store.errors import StoreUnavailable

log = structlog.get_logger(__name__)


class StalledCases:
    """Tells staff, and then the customer, of cases that have stalled. `effects` is rung when it did."""

    def __init__(
        self, database: Database, house: House, *, effects: Bell, clock: Clock, pause: float = 60.0
    ) -> None:
        self._database = database
        self._house = house
        self._effects = effects
        self._clock = clock
        self._pause = pause

    async def run(self) -> None:
        """Look until cancelled; each case is told of in a transaction of its own."""
        while True:
            try:
                if await stalled.step(self._database, self._clock(), self._house):
                    self._effects.ring()
            except StoreUnavailable as exc:
                note_outage(exc)
            except Exception:  # the loop must outlive whatever it has not foreseen
                log.exception("looking for stalled cases failed")
            await asyncio.sleep(self._pause)
