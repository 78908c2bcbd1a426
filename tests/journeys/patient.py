"""`python -m tests.journeys.patient run`: the application, with all the time it needs to end.

A busy machine may take longer than a supervisor would wait; how an end in peace is told is the same.
"""

from bot.wiring import application


def main() -> None:
    """Take the hurry out, then go on as the real command does."""
    application.LAST_MOMENT = 60.0
    from bot.cli import main as run  # noqa: PLC0415 - it starts at once

    run()


if __name__ == "__main__":
    main()
