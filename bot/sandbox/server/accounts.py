"""A bot as the server knows it."""

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.sandbox.server.bot_chat import Chat
from bot.sandbox.server.bot_identity import Profile
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.polling import Poller
from bot.sandbox.server.rates import Bucket
from bot.sandbox.server.updates import DEFAULT_KINDS, TAP_LIFE, Lane, UpdateQueue
from bot.sandbox.server.webhooks import Courier

OPEN_TAPS = 10_000


@dataclass(slots=True)
class Tap:
    """A tap on a button that the bot may still answer. `at` is on the sandbox's clock."""

    id: str
    chat: Chat
    customer: int
    at: float


@dataclass(slots=True)
class BotAccount:
    """One bot: its updates, its chats and how it presents itself."""

    id: int
    username: str
    profile: Profile
    queue: UpdateQueue
    poller: Poller
    courier: Courier
    seen: bool = False
    asked: list[str] | None = None
    chats: dict[int, Chat] = field(default_factory=dict)
    taps: OrderedDict[str, Tap] = field(default_factory=OrderedDict)
    bucket: Bucket = field(default_factory=Bucket)

    def as_user(self) -> Json:
        """Return the `User` object."""
        name = self.profile.text("name", "")
        return {"id": self.id, "is_bot": True, "first_name": name, "username": self.username}

    def wants(self, kind: str) -> bool:
        """Tell whether the bot gets updates of this kind (`allowed_updates`)."""
        return kind in self.asked if self.asked else kind in DEFAULT_KINDS

    def deliver(self, kind: str, payload: Json, lane: Lane, now: float) -> int | None:
        """Queue an update and wake the receiver. None: the bot has not asked for this kind."""
        return self.push(kind, payload, lane, now) if self.wants(kind) else None

    def push(self, kind: str, payload: Json, lane: Lane, now: float) -> int:
        """Queue an update whatever the bot has asked for."""
        queued = self.queue.add(kind, payload, lane, now)
        self.poller.arrived()
        self.courier.arrived(queued)
        return queued.update_id

    def open_tap(self, tap: Tap) -> None:
        """Remember a tap; the oldest goes when there are too many."""
        self.taps[tap.id] = tap
        if len(self.taps) > OPEN_TAPS:
            self.taps.popitem(last=False)

    def tap(self, tap_id: str, now: float) -> Tap | None:
        """Return a tap that can still be answered: 150 s here, since Telegram does not tell."""
        tap = self.taps.get(tap_id)
        return tap if tap and now - tap.at <= TAP_LIFE else None
