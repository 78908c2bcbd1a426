"""Ending well before there is anything to end: a role that is told to stop while it is still being loaded."""

import os
import signal
from collections.abc import Sequence

ROLES = frozenset({"run", "telegram", "web", "worker"})


def end_when_told(arguments: Sequence[str]) -> None:
    """Let SIGTERM end a role with 0 from now on; it sets another handler as soon as it has begun anything."""
    if ROLES.intersection(arguments[:1]):
        signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(0))
