"""How often a bot may send.

Telegram publishes about one message a second in a chat (short bursts pass), 30 a second for a bot and 20 a
minute in a group; users report about 20 new topics a minute. Its real limiter is not public; token buckets
with these figures stand in for it.
"""

import math
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from bot.sandbox.server.bot_api_errors import TooManyRequests
from bot.sandbox.server.payloads import RequestBody

PerSecond = Annotated[float, Field(gt=0)]
BurstSize = Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True)
class Rates(RequestBody):
    """Messages a second and the burst that passes. None is no limit."""

    chat_per_second: PerSecond | None = 1.0
    chat_burst: BurstSize = 8
    bot_per_second: PerSecond | None = 30.0
    bot_burst: BurstSize = 30
    group_per_minute: Annotated[float, Field(ge=1)] | None = 20.0
    topics_per_minute: Annotated[float, Field(ge=1)] | None = 20.0


TELEGRAM_RATES = Rates()
NO_RATES = Rates(chat_per_second=None, bot_per_second=None, group_per_minute=None, topics_per_minute=None)


@dataclass(slots=True)
class TokenBucket:
    """Spent tokens, refilled by time. One message costs one token."""

    spent: float = 0.0
    at: float = 0.0

    def wait(self, per_second: float, burst: int, now: float) -> float:
        """Return the seconds until a token is available, or 0."""
        self.spent = max(0.0, self.spent - max(0.0, now - self.at) * per_second)
        self.at = now
        return max(0.0, self.spent + 1 - burst) / per_second

    def spend(self) -> None:
        """Take one token."""
        self.spent += 1


def admit(rates: Rates, bot: TokenBucket, chat: TokenBucket, now: float, *, group: bool) -> None:
    """Count one message, or refuse it without counting.

    Raises:
        TooManyRequests: the limit is reached; `retry_after` is whole seconds, at least 1.
    """
    waits = [0.0]
    if rates.bot_per_second is not None:
        waits.append(bot.wait(rates.bot_per_second, rates.bot_burst, now))
    if group and rates.group_per_minute is not None:
        waits.append(chat.wait(rates.group_per_minute / 60, int(rates.group_per_minute), now))
    if not group and rates.chat_per_second is not None:
        waits.append(chat.wait(rates.chat_per_second, rates.chat_burst, now))
    if longest := max(waits):
        raise TooManyRequests(max(1, math.ceil(longest)))
    bot.spend()
    chat.spend()


def admit_topic(rates: Rates, group: TokenBucket, now: float) -> None:
    """Count one new topic of a group, or refuse it without counting.

    Raises:
        TooManyRequests: too many topics were opened lately.
    """
    if rates.topics_per_minute is None:
        return
    if wait := group.wait(rates.topics_per_minute / 60, int(rates.topics_per_minute), now):
        raise TooManyRequests(max(1, math.ceil(wait)))
    group.spend()
