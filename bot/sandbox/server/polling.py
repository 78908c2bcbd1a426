"""`getUpdates`: one receiver at a time, which may wait for what comes."""

import asyncio
from dataclasses import dataclass

from bot.sandbox.server.bot_api_errors import POLLED_ELSEWHERE, Conflict, Refusal
from bot.sandbox.server.payloads import Clock
from bot.sandbox.server.updates import Queued, UpdateQueue

MAX_WAIT = 50
MAX_BATCH = 100


@dataclass(frozen=True, slots=True)
class Poll:
    """One request. Figures outside Telegram's range are moved into it, as Telegram does."""

    offset: int = 0
    limit: int = MAX_BATCH
    timeout: int = 0
    keep: bool = False  # a fault: what the offset confirms is not forgotten

    @classmethod
    def clamped(cls, offset: int, limit: int, timeout: int, *, keep: bool) -> "Poll":
        """Build a request from whatever figures came."""
        return cls(offset, min(max(limit, 1), MAX_BATCH), min(max(timeout, 0), MAX_WAIT), keep)


class Poller:
    """The place where the one receiver waits."""

    def __init__(self, queue: UpdateQueue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock
        self._waiting: asyncio.Future[None] | None = None

    async def updates(self, poll: Poll) -> list[Queued]:
        """Return the next updates, after at most `timeout` seconds.

        Raises:
            Conflict: another receiver came, or a webhook was set, while this one waited.
        """
        self.end(Conflict(POLLED_ELSEWHERE))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + poll.timeout
        while not (batch := self._batch(poll)):
            self._waiting = loop.create_future()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._waiting
            except TimeoutError:
                return []
        return batch

    def arrived(self) -> None:
        """Wake the receiver: there is an update."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self, reason: Refusal) -> None:
        """Send the waiting receiver away."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(reason)

    def _batch(self, poll: Poll) -> list[Queued]:
        if poll.keep:
            return self._queue.peek(poll.limit, self._clock())
        return self._queue.take(poll.offset, poll.limit, self._clock())
