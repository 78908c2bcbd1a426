"""The clock of every process is aware, and in UTC."""

from datetime import UTC, datetime

import time_machine

from bot.timing.clock import now


def test_now_is_the_time_in_utc() -> None:
    moment = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        assert (now(), now().tzinfo) == (moment, UTC)
