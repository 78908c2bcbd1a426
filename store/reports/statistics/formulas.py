"""The formulas of service quality, on tallies: how often each number was answered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt

from store.reports.statistics.design import Design
from store.reports.statistics.intervals import Interval, bounded, student, unanimous, wilson

Tally = Mapping[int, int]

# Fewer answers than this say too little to compare or to act on.
ENOUGH = 10
LEAST_PROMOTER, MOST_DETRACTOR = 9, 6


@dataclass(frozen=True, slots=True)
class Mean:
    """An average of n answers; a single answer has no interval.

    `error` is the standard error, 0 where there is no spread. `scores` counts what each answer is worth in
    the result, and `design` says how the answers fall on customers, where that is known.
    """

    n: int
    value: float
    interval: Interval | None
    error: float = 0.0
    scores: Tally | None = field(default=None, compare=False)
    design: Design | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of n answers are of a kind, with the interval of the share (0 to 1)."""

    count: int
    n: int
    interval: Interval
    scores: Tally | None = field(default=None, compare=False)
    design: Design | None = field(default=None, compare=False)

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.count / self.n


@dataclass(frozen=True, slots=True)
class Balance:
    """Promoters less detractors as a share of n answers, −1 to 1; `error` is the standard error."""

    n: int
    value: float
    interval: Interval
    error: float = 0.0
    scores: Tally | None = field(default=None, compare=False)
    design: Design | None = field(default=None, compare=False)


def mean(tally: Tally, design: Design | None = None) -> Mean:
    """Return the arithmetic mean with a 95 % interval that stays within the scale; see `bounded`.

    The tally must have an entry for every step of the scale, be it 0.

    Raises:
        ValueError: there are no answers.
    """
    n = _answers(tally)
    value = sum(number * count for number, count in tally.items()) / n
    if n == 1:
        return Mean(n, value, None, scores=tally, design=design)
    weight = _weight(n, design)
    interval = bounded({number: count * weight for number, count in tally.items()})
    variance = sum(count * (number - value) ** 2 for number, count in tally.items()) / (n - 1)
    around = Interval(min(interval.low, value), max(interval.high, value))
    return Mean(n, value, around, sqrt(variance / (n * weight)), tally, design)


def mean_of(values: Iterable[tuple[float, int]], lowest: float, highest: float) -> Mean:
    """Return the mean of values that are no steps of a scale, each with how often it was given.

    Source: the one-sample t interval, for example NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2;
    see `unanimous` where all values are the same.

    Raises:
        ValueError: there are no values.
    """
    given = [(value, count) for value, count in values if count]
    n = sum(count for _, count in given)
    if n == 0:
        raise ValueError("there are no answers")
    average = sum(value * count for value, count in given) / n
    if n == 1:
        return Mean(n, average, None)
    if len(given) == 1:
        return Mean(n, average, unanimous(average, n, lowest, highest))
    variance = sum(count * (value - average) ** 2 for value, count in given) / (n - 1)
    error = sqrt(variance / n)
    margin = student(n - 1) * error
    around = Interval(average - margin, average + margin)
    return Mean(n, average, around.within(lowest, highest), error)


def share_at_least(tally: Tally, least: int, design: Design | None = None) -> Share:
    """The share of answers of at least this number, with Wilson's 95 % interval.

    CSAT is this for 4 on a scale of 1 to 5: the "top two boxes", 3 being neutral (M. D. Johnson and
    A. Gustafsson, "Improving Customer Satisfaction, Loyalty, and Profit", 2000). For customer effort it is
    the share of 5 to 7 on a scale of 1 to 7.

    Raises:
        ValueError: there are no answers.
    """
    n = _answers(tally)
    count = sum(count for number, count in tally.items() if number >= least)
    weight = _weight(n, design)
    interval = wilson(count * weight, n * weight)
    return Share(count, n, interval, {0: n - count, 1: count}, design)


def net_promoters(tally: Tally, design: Design | None = None) -> Balance:
    """Return NPS: the share of 9 and 10 less the share of 0 to 6, with a 95 % interval.

    Source: F. F. Reichheld, "The One Number You Need to Grow", Harvard Business Review 81 (2003), 46–54. The
    variance of the difference of two multinomial shares is (p + d − (p − d)²) / n; see B. Rocks, "Interval
    Estimation for the Net Promoter Score", The American Statistician 70 (2016), 365–372, who shows that the
    interval of it alone is too short. This one is that of the mean of +1, 0 and −1: see `bounded`.

    Raises:
        ValueError: there are no answers.
    """
    n = _answers(tally)
    scores = Counter({-1: 0, 0: 0, 1: 0})
    for number, count in tally.items():
        scores[promotion(number)] += count
    found = mean(scores, design)
    interval = found.interval or unanimous(found.value, 1, -1.0, 1.0)
    return Balance(n, found.value, interval, found.error * sqrt((n - 1) / n), scores, design)


def promotion(number: int) -> int:
    """Return what an answer from 0 to 10 is worth: 1 for a promoter, −1 for a detractor."""
    if number >= LEAST_PROMOTER:
        return 1
    return -1 if number <= MOST_DETRACTOR else 0


def _weight(n: int, design: Design | None) -> float:
    """What an answer counts where customers gave several."""
    return 1.0 if design is None else design.worth / n


def _answers(tally: Tally) -> int:
    n = sum(tally.values())
    if n == 0:
        raise ValueError("there are no answers")
    return n
