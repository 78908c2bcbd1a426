"""Pauses grow, up to a limit."""

import pytest

from bot.worker.loops.outages import growing


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 0.5), (2, 1.0), (3, 2.0), (7, 30.0), (10_000, 30.0)])
def test_pause_is_doubled_up_to_the_longest(attempt: int, seconds: float) -> None:
    assert growing(attempt, 0.5, 30.0) == seconds
