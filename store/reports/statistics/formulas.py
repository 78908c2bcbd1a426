"""The formulas of service quality, on tallies: how often each number was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from store.reports.statistics.intervals import Z95, Interval, student, unanimous, wilson

Tally = Mapping[int, int]

# Fewer answers than this say too little to compare or to act on.
ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Mean:
    """An average of n answers; a single answer has no interval.

    `error` is the standard error, 0 where there is no spread.
    """

    n: int
    value: float
    interval: Interval | None
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of n answers are of a kind, with the interval of the share (0 to 1)."""

    count: int
    n: int
    interval: Interval

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


def mean(tally: Tally) -> Mean:
    """The arithmetic mean with Student's 95 % interval, kept within the numbers that the tally knows.

    Source: the one-sample t interval, for example NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2;
    see `unanimous` where all answers are the same. The tally must have an entry for the ends of the scale, be
    it 0.

    Raises:
        ValueError: there are no answers.
    """
    _answers(tally)
    return mean_of(tally.items(), min(tally), max(tally))


def mean_of(values: Iterable[tuple[float, int]], lowest: float, highest: float) -> Mean:
    """The same for values that are no steps of a scale, each with how often it was given.

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


def share_at_least(tally: Tally, least: int) -> Share:
    """The share of answers of at least this number, with Wilson's 95 % interval.

    CSAT is this for 4 on a scale of 1 to 5: the "top two boxes", 3 being neutral (M. D. Johnson and
    A. Gustafsson, "Improving Customer Satisfaction, Loyalty, and Profit", 2000). For customer effort it is
    the share of 5 to 7 on a scale of 1 to 7.

    Raises:
        ValueError: there are no answers.
    """
    n = _answers(tally)
    count = sum(count for number, count in tally.items() if number >= least)
    return Share(count, n, wilson(count, n))


def net_promoters(tally: Tally) -> Balance:
    """NPS: the share of 9 and 10 less the share of 0 to 6, with a 95 % interval.

    Source: F. F. Reichheld, "The One Number You Need to Grow", Harvard Business Review 81 (2003), 46–54. The
    variance of the difference of two multinomial shares is (p + d − (p − d)²) / n; see B. Rocks, "Interval
    Estimation for the Net Promoter Score", The American Statistician 70 (2016), 365–372. See `unanimous`
    where all customers are promoters, or all detractors, or all neither.

    Raises:
        ValueError: there are no answers.
    """
    n = _answers(tally)
    promoters = sum(count for number, count in tally.items() if number >= 9) / n
    detractors = sum(count for number, count in tally.items() if number <= 6) / n
    value = promoters - detractors
    variance = promoters + detractors - value**2
    if variance == 0:
        return Balance(n, value, unanimous(value, n, -1.0, 1.0))
    error = sqrt(variance / n)
    around = Interval(value - Z95 * error, value + Z95 * error)
    return Balance(n, value, around.within(-1.0, 1.0), error)


def _answers(tally: Tally) -> int:
    n = sum(tally.values())
    if n == 0:
        raise ValueError("there are no answers")
    return n
