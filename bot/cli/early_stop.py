"""A clean end for a role that is asked to stop while it is still loading."""

import os
import signal
from collections.abc import Sequence

ROLES = frozenset({"run", "telegram", "web", "worker"})


def end_when_told(arguments: Sequence[str]) -> None:
    """Let SIGTERM end a role with exit code 0 until the role installs its own handler."""
    if ROLES.intersection(arguments[:1]):
        signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(0))
