"""A bot as the server knows it."""

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.bot_presentation import BotPresentation
from bot.sandbox.server.long_polling import LongPolling
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.rates import TokenBucket
from bot.sandbox.server.update_queue import TAP_LIFE, Lane, UpdateQueue
from bot.sandbox.server.webhook_delivery import WebhookDelivery

OPEN_TAPS = 10_000
ONLY_IF_ALLOWED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class OpenTap:
    """A tap on a button that the bot may still answer. `at` is on the sandbox's clock."""

    id: str
    chat: BotChat
    at: float


@dataclass(slots=True)
class BotAccount:
    """One bot: its updates, its chats and how it presents itself. `seen`: it has called once."""

    id: int
    username: str
    presentation: BotPresentation
    queue: UpdateQueue
    polling: LongPolling
    delivery: WebhookDelivery
    seen: bool = False
    allowed: list[str] | None = None
    chats: dict[int, BotChat] = field(default_factory=dict)
    taps: OrderedDict[str, OpenTap] = field(default_factory=OrderedDict)
    bucket: TokenBucket = field(default_factory=TokenBucket)

    def as_user(self) -> Json:
        """Return the `User` object."""
        name = self.presentation.text("name", "")
        return {"id": self.id, "is_bot": True, "first_name": name, "username": self.username}

    def wants(self, kind: str) -> bool:
        """Tell whether the bot gets updates of this kind (`allowed_updates`)."""
        return kind in self.allowed if self.allowed else kind not in ONLY_IF_ALLOWED

    def deliver(self, kind: str, payload: Json, lane: Lane, now: float) -> int | None:
        """Queue an update and return its id, or None where the bot does not want this kind."""
        return self.push(kind, payload, lane, now) if self.wants(kind) else None

    def push(self, kind: str, payload: Json, lane: Lane, now: float) -> int:
        """Queue an update of any kind and wake the receiver."""
        queued = self.queue.add(kind, payload, lane, now)
        self.polling.arrived()
        self.delivery.arrived(queued)
        return queued.update_id

    def open_tap(self, tap: OpenTap) -> None:
        """Store a tap and drop the oldest where there are too many."""
        self.taps[tap.id] = tap
        if len(self.taps) > OPEN_TAPS:
            self.taps.popitem(last=False)

    def tap(self, tap_id: str, now: float) -> OpenTap | None:
        """Return a tap that can still be answered: 150 s here, as Telegram does not publish its limit."""
        tap = self.taps.get(tap_id)
        return tap if tap and now - tap.at <= TAP_LIFE else None


def member(user: Json, status: str) -> Json:
    """Return a `ChatMember` object."""
    return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})
