"""Waking a loop that has nothing to do."""

import asyncio
from contextlib import suppress


class Bell:
    """Wakes the one loop that waits for it. A ring while the loop is busy is kept until its next wait."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the loop now: there is work."""
        self._rung.set()

    def ring_in(self, seconds: float) -> None:
        """Wake the loop after so many seconds."""
        asyncio.get_running_loop().call_later(max(seconds, 0.0), self.ring)

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, at most so long: another process may make work too, and cannot ring here."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
