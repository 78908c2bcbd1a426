"""What happened in the chats, numbered, for pages and programs that look on."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from bot.sandbox.server.new_event import Bell
from bot.sandbox.server.payloads import Json

CHAT_EVENTS = 400
ALL_EVENTS = 50_000


class EventKind(StrEnum):
    """What happened."""

    MESSAGE = "message"
    EDITED = "edited"
    DELETED = "deleted"
    TAPPED = "tapped"
    ANSWERED = "answered"  # a tap was answered, perhaps with a notice
    ACTION = "action"  # the bot is typing
    MEMBER = "member"  # blocked, unblocked, joined


class Side(StrEnum):
    """Who did it."""

    BOT = "bot"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a chat. `at` is seconds since 1970, `seq` never comes back."""

    seq: int
    at: float
    bot: int
    chat: int
    kind: EventKind
    by: Side
    body: Json

    def as_json(self) -> Json:
        """Return what the control API sends."""
        return {
            "seq": self.seq,
            "at": self.at,
            "bot": self.bot,
            "chat": self.chat,
            "kind": self.kind,
            "by": self.by,
            "body": self.body,
        }


class Feed:
    """The newest events of all chats, and a bell."""

    def __init__(self, ids: Iterator[int], room: int = ALL_EVENTS) -> None:
        self._ids = ids
        self._events: deque[Event] = deque(maxlen=room)
        self.last = next(ids)
        self.bell = Bell()

    def record(self, at: float, place: tuple[int, int], kind: EventKind, by: Side, body: Json) -> Event:
        """Number an event of a place (bot id, chat id), keep it, and ring."""
        self.last = next(self._ids)
        event = Event(self.last, at, *place, kind, by, body)
        self._events.append(event)
        self.bell.ring()
        return event

    def since(self, seq: int, limit: int) -> list[Event]:
        """Return the oldest events after `seq` that are still here."""
        # Numbers are consecutive, and who looks on is nearly always close to the end.
        newest_first = islice(reversed(self._events), max(0, self.last - seq))
        return list(newest_first)[::-1][:limit]
