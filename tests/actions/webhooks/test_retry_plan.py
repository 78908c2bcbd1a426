"""When events are tried again."""

from datetime import timedelta
from random import Random

from actions.webhooks.retry_plan import LONGEST_BLOCK, LONGEST_WAIT, PAUSES, pause_before_next, rest_after

RANDOM = Random(1)  # noqa: S311 - the same pauses each time


def test_attempts_take_three_days() -> None:
    pauses = [pause_before_next(attempts, None, RANDOM) for attempts in range(1, 22)]
    assert pauses[-1] is None
    known = [pause for pause in pauses if pause is not None]
    assert all(planned <= pause <= planned * 1.1 for planned, pause in zip(PAUSES, known, strict=True))
    assert timedelta(days=3) <= sum(known, timedelta(0)) <= timedelta(days=3.6)


def test_receiver_may_ask_for_a_longer_pause_but_not_for_weeks() -> None:
    asked = [timedelta(seconds=1), timedelta(hours=3), timedelta(days=90)]
    pauses = [pause_before_next(2, each, RANDOM) for each in asked]
    assert pauses[1:] == [timedelta(hours=3), LONGEST_WAIT]
    assert pauses[0] is not None
    assert pauses[0] >= PAUSES[1]


def test_target_rests_longer_with_each_failure_and_as_long_as_it_asks_up_to_the_longest_block() -> None:
    rests = [rest_after(failures, None).total_seconds() for failures in (1, 2, 3, 50)]
    assert rests == [5, 10, 20, 300]
    assert rest_after(1, timedelta(minutes=7)) == timedelta(minutes=7)
    assert rest_after(50, timedelta(days=1)) == LONGEST_BLOCK
