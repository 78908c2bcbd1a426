"""The clock: what tells a part the time, and the one that every process uses."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current time, aware."""


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
