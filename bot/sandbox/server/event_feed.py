"""The numbered events of the chats, for the page and for programs."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import islice

from bot.sandbox.server.new_event import EventBell
from bot.sandbox.server.payloads import Json

CHAT_EVENTS = 400
ALL_EVENTS = 50_000


class EventKind(StrEnum):
    """What happened."""

    MESSAGE = "message"
    EDITED = "edited"
    DELETED = "deleted"
    TAPPED = "tapped"
    ANSWERED = "answered"  # the bot answered a tap, perhaps with a notice
    ACTION = "action"  # the bot is typing
    REACTED = "reacted"
    PINNED = "pinned"
    MEMBER = "member"  # blocked, unblocked, joined


class Side(StrEnum):
    """Who did it."""

    BOT = "bot"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """One event of a chat. `at` is seconds since 1970; a `seq` is never used twice.

    `body` is the Bot API's message for new and edited messages.
    """

    seq: int
    at: float
    bot: int
    chat: int
    kind: EventKind
    by: Side
    body: Json

    def as_json(self) -> Json:
        """Return the form in which the control API sends it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def is_reply(self) -> bool:
        """Tell whether it is a new message of the bot."""
        return self.kind is EventKind.MESSAGE and self.by is Side.BOT

    @property
    def is_reaction(self) -> bool:
        """Tell whether it is a reaction of the bot to a message."""
        return self.kind is EventKind.REACTED and self.by is Side.BOT

    @property
    def text(self) -> str:
        """Return the text or the caption, or ""."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def message_id(self) -> int:
        """Return the id of the message that the event is about, or 0."""
        return int(self.body.get("message_id") or 0)

    @property
    def buttons(self) -> dict[str, str]:
        """Return callback data by label."""
        rows: list[list[Json]] = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}


class EventFeed:
    """The newest events of all chats, and a bell."""

    def __init__(self, ids: Iterator[int], room: int = ALL_EVENTS) -> None:
        self._ids = ids
        self._events: deque[ChatEvent] = deque(maxlen=room)
        self.last = next(ids)
        self.bell = EventBell()

    def record(self, at: float, place: tuple[int, int], kind: EventKind, by: Side, body: Json) -> ChatEvent:
        """Store an event of a place (bot id, chat id) under the next number, and ring."""
        self.last = next(self._ids)
        event = ChatEvent(self.last, at, *place, kind, by, body)
        self._events.append(event)
        self.bell.ring()
        return event

    def since(self, seq: int, limit: int) -> list[ChatEvent]:
        """Return the oldest stored events after `seq`."""
        # Numbers are consecutive, and readers are nearly always close to the end.
        newest_first = islice(reversed(self._events), max(0, self.last - seq))
        return list(newest_first)[::-1][:limit]
