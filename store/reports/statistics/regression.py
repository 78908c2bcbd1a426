"""What scores come to the next time without any remedy: low ones rise, since part of them was chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from store.reports.statistics.formulas import Mean, Tally
from store.reports.statistics.intervals import Interval, student

# Fewer customers who answered twice say too little about how scores move.
FEWEST = 30
# The slope that is taken then: scores of one customer that have half of their variance in common.
USUAL_SLOPE = 0.5

Pairs = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Expectation:
    """A line from the first score to the next one that is expected, with what its uncertainty rests on.

    `n` customers answered twice; where they are too few, `is_modelled` says that the slope is the usual one.
    """

    n: int
    centre: float
    level: float
    slope: float
    variance: float
    spread: float
    is_modelled: bool

    def after(self, before: float) -> float:
        """Return the score that is expected after this one."""
        return self.level + self.slope * (before - self.centre)

    def error(self, before: float) -> float:
        """Return the standard error of the mean that is expected after this one."""
        leaning = 0.0 if self.is_modelled else (before - self.centre) ** 2 / self.spread
        return sqrt(self.variance * (1 / self.n + leaning))


def expectation(repeats: Pairs, scores: Tally) -> Expectation | None:
    """Fit the line by least squares to customers who answered twice; None without any scores.

    Where they are fewer than 30, or all gave the same first score, the next score is taken to lie half way
    between the first one and the mean of all. Source: F. Galton, "Regression towards mediocrity in hereditary
    stature", Journal of the Anthropological Institute 15 (1886), 246–263; A. G. Barnett, J. C. van der Pols
    and A. J. Dobson, "Regression to the mean: what it is and how to deal with it", International Journal of
    Epidemiology 34 (2005), 215–220.
    """
    n = sum(repeats.values())
    if n >= FEWEST:
        centre = sum(one * count for (one, _), count in repeats.items()) / n
        level = sum(two * count for (_, two), count in repeats.items()) / n
        spread = sum(count * (one - centre) ** 2 for (one, _), count in repeats.items())
        if spread > 0:
            joint = sum(count * (one - centre) * (two - level) for (one, two), count in repeats.items())
            slope = joint / spread
            left = sum(
                count * (two - level - slope * (one - centre)) ** 2 for (one, two), count in repeats.items()
            )
            return Expectation(n, centre, level, slope, left / (n - 2), spread, is_modelled=False)
    return _modelled(scores)


def _modelled(scores: Tally) -> Expectation | None:
    n = sum(scores.values())
    if n < 2:
        return None
    centre = sum(score * count for score, count in scores.items()) / n
    squares = sum(count * (score - centre) ** 2 for score, count in scores.items())
    variance = squares / (n - 1) * (1 - USUAL_SLOPE) ** 2
    return Expectation(n, centre, centre, USUAL_SLOPE, variance, squares, is_modelled=True)


def beyond(pairs: Pairs, expected: Expectation, widest: float) -> Mean:
    """Return by how much the scores after a remedy exceed those that are expected without one.

    The interval takes in how the cases differ, and how uncertain the expectation is. `widest` is the largest
    difference that the scale allows.

    Raises:
        ValueError: there are no pairs.
    """
    n = sum(pairs.values())
    if n == 0:
        raise ValueError("there are no answers")
    nets = [(two - expected.after(one), count) for (one, two), count in pairs.items()]
    value = sum(net * count for net, count in nets) / n
    if n == 1:
        return Mean(n, value, None)
    before = sum(one * count for (one, _), count in pairs.items()) / n
    variance = sum(count * (net - value) ** 2 for net, count in nets) / (n - 1)
    error = sqrt(variance / n + expected.error(before) ** 2)
    margin = student(n - 1) * error
    return Mean(n, value, Interval(value - margin, value + margin).within(-widest, widest), error)
