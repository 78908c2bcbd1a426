"""A chat of one bot, as both sides see it."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.server.event_feed import CHAT_EVENTS, ChatEvent, Side
from bot.sandbox.server.forum import Forum, GroupStanding
from bot.sandbox.server.new_event import EventBell
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.people import SandboxCustomer
from bot.sandbox.server.rates import TokenBucket

CHAT_MESSAGES = 200
FORUM_MESSAGES = 20_000


class ChatKind(StrEnum):
    """Telegram's kinds of chat, without channels."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


@dataclass(slots=True)
class ChatMessage:
    """A message. `payload` is the Bot API object, inline keyboard included."""

    id: int
    by: Side
    payload: Json


@dataclass(slots=True)
class BotChat:
    """A private chat has one member; a group has several. `blocked` is about this bot only.

    `forum` is None where a group has no topics; `standing` is the bot's in a group.
    """

    id: int
    kind: ChatKind
    members: dict[int, SandboxCustomer]
    title: str = ""
    blocked: bool = False
    migrated_to: int | None = None
    forum: Forum | None = None
    standing: GroupStanding = field(default_factory=GroupStanding)
    messages: OrderedDict[int, ChatMessage] = field(default_factory=OrderedDict)
    events: deque[ChatEvent] = field(default_factory=lambda: deque(maxlen=CHAT_EVENTS))
    bell: EventBell = field(default_factory=EventBell)
    bucket: TokenBucket = field(default_factory=TokenBucket)
    topic_bucket: TokenBucket = field(default_factory=TokenBucket)

    @property
    def is_group(self) -> bool:
        """Tell whether it is a group or a supergroup."""
        return self.kind is not ChatKind.PRIVATE

    @property
    def person(self) -> SandboxCustomer:
        """Return the customer of a private chat."""
        return next(iter(self.members.values()))

    def as_json(self) -> Json:
        """Return the `Chat` object."""
        names = {"title": self.title} if self.is_group else self.person.names()
        forum = {"is_forum": True} if self.forum is not None else {}
        return {"id": self.id, **names, "type": self.kind, **forum}

    def keep(self, message: ChatMessage) -> None:
        """Store a message and drop the oldest where there are too many."""
        self.messages[message.id] = message
        if len(self.messages) > (CHAT_MESSAGES if self.forum is None else FORUM_MESSAGES):
            self.messages.popitem(last=False)

    def drop_topic(self, topic: int) -> None:
        """Forget a topic and its messages."""
        if self.forum is not None:
            del self.forum.topics[topic]
        for number in [
            number for number, each in self.messages.items() if each.payload.get("message_thread_id") == topic
        ]:
            del self.messages[number]

    def since(self, seq: int) -> list[ChatEvent]:
        """Return the stored events after `seq`."""
        return [event for event in self.events if event.seq > seq]
