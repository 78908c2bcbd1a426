"""The updates that wait for the bot."""

import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, takewhile

from bot.sandbox.server.payloads import Json

UPDATE_LIFE = 24 * 3600
TAP_LIFE = 150
CAPACITY = 100_000

Lane = tuple[str, int]
"""What is delivered in order: ("chat", id) for messages, ("user", id) for taps."""


@dataclass(frozen=True, slots=True)
class QueuedUpdate:
    """One update, encoded once. `expires` is on the sandbox's clock."""

    update_id: int
    lane: Lane
    expires: float
    body: bytes


class UpdateQueue:
    """Updates in the order in which they happened, until they are confirmed or too old."""

    def __init__(self, ids: Iterator[int], capacity: int = CAPACITY) -> None:
        self._ids = ids
        self._next = next(ids)
        self._capacity = capacity
        self._waiting: OrderedDict[int, QueuedUpdate] = OrderedDict()
        # Taps expire before the messages that stand ahead of them: they are also kept apart, oldest first.
        self._taps: OrderedDict[int, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def full(self) -> bool:
        """Tell whether another update would drop the oldest."""
        return len(self._waiting) >= self._capacity

    def add(self, kind: str, payload: Json, lane: Lane, now: float) -> QueuedUpdate:
        """Append an update and drop the oldest where there is no room."""
        update_id, self._next = self._next, next(self._ids)
        body = json.dumps({"update_id": update_id, kind: payload}, separators=(",", ":")).encode()
        expires = now + (TAP_LIFE if kind == "callback_query" else UPDATE_LIFE)
        if self.full:
            self._forget(1)
        queued = self._waiting[update_id] = QueuedUpdate(update_id, lane, expires, body)
        if kind == "callback_query":
            self._taps[update_id] = expires
        return queued

    def take(self, offset: int, limit: int, now: float) -> list[QueuedUpdate]:
        """Forget the updates below `offset` and return up to `limit` of the others.

        A negative offset counts from the end. An offset in the future confirms nothing, so a bot that
        remembers a high offset still gets updates after a week of silence, when Telegram renumbers them.
        """
        if offset < 0:
            self._forget(len(self._waiting) + offset)
        elif offset <= self._next:
            self._forget(sum(1 for _ in takewhile(lambda update_id: update_id < offset, self._waiting)))
        return self.peek(limit, now)

    def peek(self, limit: int, now: float) -> list[QueuedUpdate]:
        """Return the oldest updates and forget nothing."""
        self._expire(now)
        return list(islice(self._waiting.values(), limit))

    def confirm(self, update_id: int) -> None:
        """Forget one update."""
        self._waiting.pop(update_id, None)
        self._taps.pop(update_id, None)

    def drop_all(self) -> None:
        """Forget all updates."""
        self._waiting.clear()
        self._taps.clear()

    def renumber(self, next_id: int) -> None:
        """Continue with other ids, as Telegram does after a week of silence.

        Raises:
            ValueError: updates are waiting, so their order would be lost.
        """
        if self._waiting:
            raise ValueError("updates are waiting")
        self._ids = count(next_id)
        self._next = next(self._ids)

    def _forget(self, number: int) -> None:
        for _ in range(number):
            update_id, _queued = self._waiting.popitem(last=False)
            self._taps.pop(update_id, None)

    def _expire(self, now: float) -> None:
        while self._taps and next(iter(self._taps.values())) <= now:
            self._waiting.pop(self._taps.popitem(last=False)[0], None)
        while self._waiting and next(iter(self._waiting.values())).expires <= now:
            self._forget(1)
