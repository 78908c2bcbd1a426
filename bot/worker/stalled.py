"""The loop that looks after what people leave lying: about once a minute is often enough."""

from actions import stalled, unanswered
from actions.house import House
from bot.worker.bell import Bell
from bot.worker.ports import Clock
from bot.worker.rounds import repeat
from store.database import Database


class StalledCases:
    """Tells of cases nobody works on and customers nobody answers. `effects` is rung when it did."""

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
        await repeat(self._look, self._pause, "looking for stalled cases failed")

    async def _look(self) -> None:
        told = await stalled.step(self._database, self._clock(), self._house)
        told += await unanswered.step(self._database, self._clock(), self._house)
        if told:
            self._effects.ring()
