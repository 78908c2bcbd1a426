"""How fast Telegram allows to send: per chat, per bot, and not at all for as long as it asks to wait."""

from collections.abc import Callable
from dataclasses import dataclass

from store.models.address import Address

# A burst and what follows it within a minute are 20 together.
GROUP_INTERVAL = 4.0
GROUP_BURST = 5
MANY_CHATS = 10_000


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Messages a second, and how many may be sent at once after a pause. None is no limit.

    The defaults stay within the limits that Telegram publishes: about one a second in a chat, with short
    bursts, and 30 a second for a bot. A group gets 20 a minute; `is_group` knows its address.
    """

    chat_per_second: float | None = 1.0
    chat_burst: int = 5
    bot_per_second: float | None = 30.0
    bot_burst: int = 30
    is_group: Callable[[Address], bool] = lambda _: False


@dataclass(slots=True)
class RateMeter:
    """One limit. `full_at` is when the whole burst is available again, in seconds of a monotonic clock."""

    interval: float
    burst: int
    full_at: float = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until one more may be sent; 0 if it may be sent now."""
        return max(0.0, self.full_at - now - self.interval * (self.burst - 1))

    def room(self, now: float) -> int:
        """Return how many may be sent now."""
        used = max(0.0, self.full_at - now) / self.interval
        return max(0, int(self.burst - used + 1e-9))

    def spend(self, now: float) -> None:
        """Count one that is sent."""
        self.full_at = max(self.full_at, now) + self.interval


class RateLimiter:
    """Limits the sends of one bot. All times are seconds of one monotonic clock."""

    def __init__(self, pace: RateLimits) -> None:
        self._pace = pace
        self._chats: dict[Address, RateMeter] = {}
        self._bot = RateMeter(1 / pace.bot_per_second, pace.bot_burst) if pace.bot_per_second else None
        self._paused_until = 0.0

    def room(self, now: float) -> int | None:
        """Return how many messages the bot may begin to send now; None without a limit."""
        if now < self._paused_until:
            return 0
        return None if self._bot is None else self._bot.room(now)

    def wait(self, now: float) -> float:
        """Return the seconds until the bot may send anything."""
        return max(self._paused_until - now, self._bot.wait(now) if self._bot else 0.0, 0.0)

    def chat_wait(self, address: Address, now: float) -> float:
        """Return the seconds until this chat may get a message."""
        meter = self._chats.get(address)
        return 0.0 if meter is None else meter.wait(now)

    def spend(self, address: Address, now: float) -> None:
        """Count a message that is sent to this chat now."""
        if self._bot is not None:
            self._bot.spend(now)
        if (meter := self._chats.get(address) or self._new_meter(address)) is not None:
            self._forget_quiet_chats(now)
            self._chats[address] = meter
            meter.spend(now)

    @property
    def full_at(self) -> float:
        """Return when the bot's whole burst is available again."""
        return self._bot.full_at if self._bot else 0.0

    @property
    def paused_until(self) -> float:
        """Return until when nothing may be sent."""
        return self._paused_until

    def catch_up(self, full_at: float, now: float) -> None:
        """Count what other workers have sent.

        They cannot have sent more than a whole burst ahead: if it looks so, the clocks differ.
        """
        if self._bot is not None:
            latest = now + self._bot.interval * self._bot.burst
            self._bot.full_at = max(self._bot.full_at, min(full_at, latest))

    def pause(self, seconds: float, now: float) -> None:
        """Send nothing for so long; sends in progress are not stopped."""
        self._paused_until = max(self._paused_until, now + seconds)

    def _new_meter(self, address: Address) -> RateMeter | None:
        if self._pace.chat_per_second is None:
            return None
        if self._pace.is_group(address):
            return RateMeter(GROUP_INTERVAL, GROUP_BURST)
        return RateMeter(1 / self._pace.chat_per_second, self._pace.chat_burst)

    def _forget_quiet_chats(self, now: float) -> None:
        if len(self._chats) >= MANY_CHATS:
            self._chats = {chat: meter for chat, meter in self._chats.items() if meter.full_at > now}
