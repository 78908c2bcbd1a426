"""Row 5: how often the response rate of an unfinished week seems to fall where nothing changes."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from store.reports.statistics.changes import change
from store.reports.statistics.formulas import Share, share_at_least
from tests.simulation.inference.alarms import Alarms
from tests.simulation.inference.draws import SEED

DELIVERED, ANSWERING, EXPIRY = 500, 0.4, 7.0  # a week, of a hundred, days
Flags = npt.NDArray[np.bool_]
TYPICAL = 0.8  # days until half of those who answer have answered


def unfinished_weeks(times: int) -> Iterator[Alarms]:
    """Compare this week with the last, at its end: by all deliveries, and by those whose time is over."""
    random, falls = np.random.default_rng(SEED + 5), np.zeros(2)
    for _ in range(times):
        age = random.uniform(0, 21, 3 * DELIVERED)  # days since the invitation was sent
        delay = random.exponential(TYPICAL / np.log(2), len(age))
        answers = (random.random(len(age)) < ANSWERING) & (delay < EXPIRY)
        answered = answers & (delay <= age)
        this, last, former = age < 7, (age >= 7) & (age < 14), age >= 14
        falls += _falls(answered, this, last), _falls(answered, last, former)
    yield Alarms("response rate, 500 deliveries a week", *(falls / times))


def _falls(answered: Flags, after: Flags, before: Flags) -> bool:
    old, new = (_share(answered[chosen]) for chosen in (before, after))
    found = change(old, new)
    return found.p < 0.05 and new.value < old.value


def _share(answered: Flags) -> Share:
    count = int(answered.sum())
    return share_at_least({0: len(answered) - count, 1: count}, 1)
