"""The formulas of service quality, on tallies: how often each number was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from store.reports.intervals import Z95, Interval, student, wilson

Tally = Mapping[int, int]

# Fewer answers than this say too little to compare or to act on.
ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Mean:
    """An average of n answers; a single answer has no interval."""

    n: int
    value: float
    interval: Interval | None


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
    """Promoters less detractors as a share of n answers, −1 to 1."""

    n: int
    value: float
    interval: Interval


def mean(tally: Tally) -> Mean:
    """The arithmetic mean with Student's 95 % interval, kept within the numbers that the tally knows.

    Source: the one-sample t interval, for example NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2.
    The tally must have an entry for the ends of the scale, be it 0.

    Raises:
        ValueError: there are no answers.
    """
    n = _answers(tally)
    value = sum(number * count for number, count in tally.items()) / n
    if n == 1:
        return Mean(n, value, None)
    variance = sum(count * (number - value) ** 2 for number, count in tally.items()) / (n - 1)
    margin = student(n - 1) * sqrt(variance / n)
    return Mean(n, value, Interval(value - margin, value + margin).within(min(tally), max(tally)))


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
    Estimation for the Net Promoter Score", The American Statistician 70 (2016), 365–372.

    Raises:
        ValueError: there are no answers.
    """
    n = _answers(tally)
    promoters = sum(count for number, count in tally.items() if number >= 9) / n
    detractors = sum(count for number, count in tally.items() if number <= 6) / n
    value = promoters - detractors
    margin = Z95 * sqrt((promoters + detractors - value**2) / n)
    return Balance(n, value, Interval(value - margin, value + margin).within(-1.0, 1.0))


def _answers(tally: Tally) -> int:
    n = sum(tally.values())
    if n == 0:
        raise ValueError("there are no answers")
    return n
