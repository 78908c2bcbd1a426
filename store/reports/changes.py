"""The change from one set of answers to another, with a 95 % interval and how surprising it is.

The two sets are taken as independent. Few customers answer in two periods, because of the cooldown; where
many do, the true interval of the change is narrower than these.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from store.reports.distributions import normal_tails, t_tails
from store.reports.figures import Figure, Formula, with_interval
from store.reports.formulas import Balance, Mean, Share
from store.reports.intervals import Z95, Interval, around_difference, newcombe, student

Result = Mean | Share | Balance


@dataclass(frozen=True, slots=True)
class Change:
    """The later value less the earlier one; its n is the smaller of the two.

    `p` is the probability of so large a change, up or down, where in truth there is none.
    """

    figure: Figure
    p: float


class NotComparable(ValueError):
    """The two results are of different formulas, or too few answers to have a spread."""


def change(before: Result, after: Result) -> Change:
    """From one result to another of the same formula.

    Sources: `newcombe` for shares, with the pooled test of two proportions; B. L. Welch, "The generalization
    of 'Student's' problem when several different population variances are involved", Biometrika 34 (1947),
    28–35, for means; the sum of both variances for balances.

    Raises:
        NotComparable: a mean of a single answer, or unlike results.
    """
    match before, after:
        case Share(), Share():
            return _share_change(before, after)
        case Mean(), Mean():
            return _mean_change(before, after)
        case Balance(), Balance():
            return _balance_change(before, after)
        case _:
            raise NotComparable(f"{type(before).__name__} and {type(after).__name__}")


def _share_change(before: Share, after: Share) -> Change:
    difference = after.value - before.value
    pooled = (before.count + after.count) / (before.n + after.n)
    error = sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / after.n))
    interval = newcombe((before.count, before.n), (after.count, after.n))
    return _change(Formula.SHARE_CHANGE, before, after, interval, _surprise(difference, error, normal_tails))


def _mean_change(before: Mean, after: Mean) -> Change:
    if before.interval is None or after.interval is None:
        raise NotComparable("a mean of a single answer has no spread")
    old, new = before.error**2, after.error**2
    error, difference = sqrt(old + new), after.value - before.value
    if error == 0:
        interval = around_difference(before.value, before.interval, after.value, after.interval)
        return _change(Formula.MEAN_CHANGE, before, after, interval, float(difference == 0))
    freedom = (old + new) ** 2 / (old**2 / (before.n - 1) + new**2 / (after.n - 1))
    interval = _around(difference, student(freedom) * error)
    p = _surprise(difference, error, lambda t: t_tails(t, freedom))
    return _change(Formula.MEAN_CHANGE, before, after, interval, p)


def _balance_change(before: Balance, after: Balance) -> Change:
    difference, error = after.value - before.value, sqrt(before.error**2 + after.error**2)
    interval = (
        _around(difference, Z95 * error)
        if error
        else around_difference(before.value, before.interval, after.value, after.interval)
    )
    p = _surprise(difference, error, normal_tails)
    return _change(Formula.NPS_CHANGE, before, after, interval.within(-2.0, 2.0), p)


def _change(formula: Formula, before: Result, after: Result, interval: Interval, p: float) -> Change:
    smaller = min(before.n, after.n)
    return Change(with_interval(formula, smaller, after.value - before.value, interval), p)


def _around(value: float, margin: float) -> Interval:
    return Interval(value - margin, value + margin)


def _surprise(difference: float, error: float, tails: Callable[[float], float]) -> float:
    """The p value; where nothing varies, a difference is either none or beyond doubt."""
    if error == 0:
        return float(difference == 0)
    return tails(difference / error)
