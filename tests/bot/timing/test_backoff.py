"""Pauses grow, up to a limit."""

import pytest

from bot.timing.backoff import Backoff


@pytest.mark.parametrize(("failures", "seconds"), [(1, 0.5), (2, 1.0), (3, 2.0), (7, 30.0), (10_000, 30.0)])
def test_pause_is_doubled_up_to_the_longest(failures: int, seconds: float) -> None:
    assert Backoff(0.5, 30.0).after(failures) == seconds


def test_pause_never_exceeds_the_longest_even_at_first() -> None:
    assert Backoff(600.0, 30.0).after(1) == 30.0
