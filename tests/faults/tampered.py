"""`python -m tests.faults.tampered run`: the application with a clock that tests can move, and a weak poller.

The clock is ahead by as many seconds as the file at `FAULTS_CLOCK` says; SIGUSR1 ends the poller's task as a
bug would, without a trace.
"""

import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.timing import clock

CLOCK = "FAULTS_CLOCK"


def moved_now() -> datetime:
    """The time, as far ahead as was ordered."""
    ahead = Path(os.environ[CLOCK]).read_text(encoding="utf-8").strip() if CLOCK in os.environ else ""
    return datetime.now(UTC) + timedelta(seconds=float(ahead or 0))


def end_poller(_number: int, _frame: object) -> None:
    """Cancel the one task that runs `Poller.run`."""
    for task in asyncio.all_tasks():
        if getattr(task.get_coro(), "__qualname__", "") == "Poller.run":
            task.cancel()


def main() -> None:
    """Tamper, then go on as the real command does."""
    clock.now = moved_now
    signal.signal(signal.SIGUSR1, end_poller)
    from bot.cli import main as run  # noqa: PLC0415 - its imports must find the moved clock

    run()


if __name__ == "__main__":
    main()
