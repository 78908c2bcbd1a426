"""`python -m tests.faults.talkative run`: the application, and all its libraries, at their most talkative."""

import logging

from bot.wiring import logs

set_up_quietly = logs.set_up_logs


def set_up_talkatively(level: int = logging.DEBUG) -> None:
    """Set up logs as always, then let everybody say everything."""
    set_up_quietly(level)
    known = (logging.getLogger(name) for name in (*logs.QUIET, *logging.root.manager.loggerDict))
    for each in (logging.root, *known):
        each.setLevel(logging.DEBUG)


def main() -> None:
    """Turn the volume up, then go on as the real command does."""
    logs.set_up_logs = set_up_talkatively
    from bot.cli import main as run  # noqa: PLC0415 - its imports must find the louder set-up

    run()


if __name__ == "__main__":
    main()
