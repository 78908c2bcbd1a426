"""The standard deviation of scores, with an interval that knows whose the scores are."""

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Self

import numpy as np

from store.reports.statistics.arrays import Real, Whole
from store.reports.statistics.design import Design
from store.reports.statistics.formulas import Mean
from store.reports.statistics.intervals import Interval, student


@dataclass(frozen=True, slots=True)
class Scores:
    """For each customer how many scores they gave, their sum, and the sum of their squares."""

    counts: Real
    sums: Real
    squares: Real

    @classmethod
    def of(cls, scores: Real, customers: Whole) -> Self:
        """Return the sums of scores, each with the number of its customer from 0 on."""
        return cls(
            np.bincount(customers).astype(np.float64),
            np.bincount(customers, scores).astype(np.float64),
            np.bincount(customers, scores**2).astype(np.float64),
        )


def spread(scores: Scores, width: float) -> Mean | None:
    """Return the standard deviation on a scale of this width; None of a single score.

    The interval is that of a jackknife which leaves out one customer at a time, on the logarithm: it is never
    below zero, and takes the answers of one customer as one cluster. Where all scores are the same without
    some customer there is no interval. Source: B. Efron and C. Stein, "The jackknife estimate of variance",
    Annals of Statistics 9 (1981), 586-596; R. G. Miller, "Jackknifing variances", Annals of Mathematical
    Statistics 39 (1968), 567-582, for the logarithm.
    """
    n, total, squares = (float(each.sum()) for each in (scores.counts, scores.sums, scores.squares))
    customers = len(scores.counts)
    if n < 2:
        return None
    value = sqrt(max(squares - total**2 / n, 0.0) / (n - 1))
    design = Design(int(n), customers)
    error = _error(scores, (n, total, squares)) if customers > 2 and value > 0 else None
    if error is None:
        return Mean(int(n), value, None, design=design)
    margin = student(customers - 1) * error
    widest = width / 2 * sqrt(n / (n - 1))
    around = Interval(exp(log(value) - margin), exp(log(value) + margin)).within(0.0, max(widest, value))
    return Mean(int(n), value, around, value * error, design=design)


def _error(scores: Scores, whole: tuple[float, float, float]) -> float | None:
    """The standard error of the logarithm; None where a customer carries all of the spread."""
    n, total, squares = whole
    left = n - scores.counts
    if left.min() < 2:
        return None
    variances = (squares - scores.squares - (total - scores.sums) ** 2 / left) / (left - 1)
    if variances.min() <= 1e-9:
        return None
    logs = np.log(variances) / 2
    customers = len(logs)
    return sqrt((customers - 1) / customers * float(((logs - logs.mean()) ** 2).sum()))
