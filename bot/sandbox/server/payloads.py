"""The shapes of JSON objects, and the clock and numbers that they are made with."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from pydantic import ConfigDict

Json = dict[str, Any]
Clock = Callable[[], float]
"""Seconds since 1970, as `time.time` returns them."""


class RequestBody:
    """The base of dataclasses that are read from JSON requests: an unknown field is an error."""

    __slots__ = ()
    __pydantic_config__ = ConfigDict(extra="forbid")


def ids_from(now: float) -> Iterator[int]:
    """Count up from the milliseconds of the clock.

    An id does not return after a restart of the sandbox as long as fewer than 1,000 a second were used on
    average. The ids are larger than Telegram's, so a bot that stores ids in 32 bits fails here.
    """
    return count(int(now * 1000))


def whole_number(value: object) -> int | None:
    """Return an id that came as a JSON number or as text, or None where it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None
