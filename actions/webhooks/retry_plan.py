"""When an event that did not arrive is tried again: 21 attempts within three days, close together at first.

A receiver that fails half of the time then misses one event in two million.
"""

from datetime import timedelta
from random import Random

PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    *(timedelta(hours=6) for _ in range(11)),
)
# A target at which nothing has arrived for so long is disabled.
DEAD_AFTER = timedelta(days=3)
LONGEST_WAIT = timedelta(days=1)
# The process that posts has died if nothing was recorded for so long.
LEASE = timedelta(minutes=2)
# How long a target rests after failures in a row, so that a queue does not run against a closed door; it
# may ask for more, up to the block of a robot.
REST, LONGEST_REST = timedelta(seconds=5), timedelta(minutes=5)
LONGEST_BLOCK = timedelta(minutes=10)
JITTER = 0.1


def pause_before_next(attempts: int, retry_after: timedelta | None, random: Random) -> timedelta | None:
    """Return the pause after so many attempts, a little longer by chance; None after the last one.

    The target may ask for a longer pause, up to a day.
    """
    if attempts > len(PAUSES):
        return None
    planned = PAUSES[attempts - 1] * (1 + JITTER * random.random())
    return max(planned, min(retry_after or timedelta(0), LONGEST_WAIT))


def rest_after(failures: int, retry_after: timedelta | None) -> timedelta:
    """Return how long a target rests after so many failures in a row."""
    planned = min(REST * (1 << min(failures - 1, 10)), LONGEST_REST)
    return max(planned, min(retry_after or timedelta(0), LONGEST_BLOCK))
