"""Waking a loop that has nothing to do."""

import asyncio
from contextlib import suppress


class Bell:
    """Rung by whoever makes work, heard by the one loop that does it. A ring is not lost while it is busy."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """There is work."""
        self._rung.set()

    def ring_in(self, seconds: float) -> None:
        """There will be work."""
        asyncio.get_running_loop().call_later(max(seconds, 0.0), self.ring)

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, or so long: work may also come from another process, which cannot ring here."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
