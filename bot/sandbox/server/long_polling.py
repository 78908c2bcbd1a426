"""`getUpdates`: one receiver at a time, which may wait for updates."""

import asyncio
from dataclasses import dataclass

from bot.sandbox.server.bot_api_errors import POLLED_ELSEWHERE, ReceiverConflict, Refusal
from bot.sandbox.server.payloads import Clock
from bot.sandbox.server.update_queue import QueuedUpdate, UpdateQueue

MAX_WAIT = 50
MAX_BATCH = 100


@dataclass(frozen=True, slots=True)
class PollRequest:
    """One request. With `keep`, which is a fault, confirmed updates are not forgotten."""

    offset: int = 0
    limit: int = MAX_BATCH
    timeout: int = 0
    keep: bool = False

    @classmethod
    def clamped(cls, offset: int, limit: int, timeout: int, *, keep: bool) -> "PollRequest":
        """Build a request and move its figures into Telegram's range, as Telegram does."""
        return cls(offset, min(max(limit, 1), MAX_BATCH), min(max(timeout, 0), MAX_WAIT), keep)


class LongPolling:
    """The place where the one receiver waits."""

    def __init__(self, queue: UpdateQueue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock
        self._waiting: asyncio.Future[None] | None = None

    async def updates(self, poll: PollRequest) -> list[QueuedUpdate]:
        """Return the next updates, after at most `timeout` seconds.

        Raises:
            ReceiverConflict: another receiver came, or a webhook was set, while this one waited.
        """
        self.end(ReceiverConflict(POLLED_ELSEWHERE))
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
        """Refuse the waiting receiver."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(reason)

    def _batch(self, poll: PollRequest) -> list[QueuedUpdate]:
        if poll.keep:
            return self._queue.peek(poll.limit, self._clock())
        return self._queue.take(poll.offset, poll.limit, self._clock())
