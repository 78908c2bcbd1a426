"""Waking a loop that has nothing to do."""

import asyncio
from contextlib import suppress


class Bell:
    """Wakes the one loop that waits for it. A ring while the loop is busy is kept until its next wait."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._is_work = False

    def ring(self) -> None:
        """Wake the loop now: there is work."""
        self._is_work = True
        self._rung.set()

    def nudge(self) -> None:
        """Wake the loop now for what it has begun itself: that is no reason to look for work."""
        self._rung.set()

    def ring_in(self, seconds: float) -> None:
        """Wake the loop after so many seconds."""
        asyncio.get_running_loop().call_later(max(seconds, 0.0), self.ring)

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring; return whether there may be work.

        It waits for so long at most: another process may make work too, and cannot ring here.
        """
        is_late = True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
            is_late = False
        may_be_work, self._is_work = self._is_work or is_late, False
        self._rung.clear()
        return may_be_work
