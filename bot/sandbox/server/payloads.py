"""The shapes of Bot API objects, and the clock and numbers that they are made with."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

Json = dict[str, Any]
Clock = Callable[[], float]
"""Seconds since 1970, as `time.time` tells them."""


def ids_from(now: float) -> Iterator[int]:
    """Count up from the milliseconds of the clock.

    Telegram's own numbers are smaller. These cannot come back after a restart of the sandbox as long as fewer
    than 1,000 a second were used on average, and they find out a bot that keeps ids in 32 bits.
    """
    return count(int(now * 1000))


def whole_number(value: object) -> int | None:
    """Read an id that came as JSON number or as text; None where it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None
