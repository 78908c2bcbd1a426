"""A chat of one bot, as both sides see it."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.server.feed import CHAT_EVENTS, Event, Side
from bot.sandbox.server.new_event import Bell
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.people import Customer
from bot.sandbox.server.rates import Bucket

CHAT_MESSAGES = 200


class ChatKind(StrEnum):
    """Telegram's kinds of chat, without channels."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


@dataclass(slots=True)
class Message:
    """A message. `payload` is the Bot API object, inline keyboard included."""

    id: int
    by: Side
    payload: Json


@dataclass(slots=True)
class Chat:
    """A private chat has one member; a group has several. `blocked` is about this bot only."""

    id: int
    kind: ChatKind
    members: dict[int, Customer]
    title: str = ""
    blocked: bool = False
    migrated_to: int | None = None
    messages: OrderedDict[int, Message] = field(default_factory=OrderedDict)
    events: deque[Event] = field(default_factory=lambda: deque(maxlen=CHAT_EVENTS))
    bell: Bell = field(default_factory=Bell)
    bucket: Bucket = field(default_factory=Bucket)

    @property
    def is_group(self) -> bool:
        """Tell whether it is no private chat."""
        return self.kind is not ChatKind.PRIVATE

    @property
    def person(self) -> Customer:
        """Return the customer of a private chat."""
        return next(iter(self.members.values()))

    def as_json(self) -> Json:
        """Return the `Chat` object."""
        if self.is_group:
            return {"id": self.id, "title": self.title, "type": self.kind}
        return {"id": self.id, **self.person.names(), "type": self.kind}

    def keep(self, message: Message) -> None:
        """Remember a message; the oldest goes when there are too many."""
        self.messages[message.id] = message
        if len(self.messages) > CHAT_MESSAGES:
            self.messages.popitem(last=False)

    def since(self, seq: int) -> list[Event]:
        """Return the events after `seq` that are still here."""
        return [event for event in self.events if event.seq > seq]
