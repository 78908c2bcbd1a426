"""The change from one set of answers to another, with a 95 % interval and how surprising it is.

The two sets are taken as independent. Few customers answer in two periods, because of the cooldown; where
many do, the true interval of the change is narrower than these.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from store.reports.statistics.design import Z95
from store.reports.statistics.distributions import normal_tails, t_tails
from store.reports.statistics.figures import Figure, Formula, with_interval
from store.reports.statistics.formulas import Balance, Mean, Share
from store.reports.statistics.intervals import Interval, around_difference, newcombe, student
from store.reports.statistics.null_tests import Drawn, surprise

Result = Mean | Share | Balance
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """The later value less the earlier one; its n is the smaller of the two.

    `p` is the probability of so large a change, up or down, where in truth there is none.
    """

    figure: Figure
    p: float

    @property
    def differs(self) -> bool:
        """Whether it is more than chance, and both sides have enough answers to say so."""
        return self.figure.is_enough and self.p < SIGNIFICANT


class NotComparable(ValueError):
    """The two results are of different formulas, or too few answers to have a spread."""


def change(before: Result, after: Result) -> Change:
    """From one result to another of the same formula.

    Sources: `newcombe` for shares, with the pooled test of two proportions; B. L. Welch, "The generalization
    of 'Student's' problem when several different population variances are involved", Biometrika 34 (1947),
    28–35, for means; the sum of both variances for balances; see `_unanimous_change` where all answers of
    one side are the same.

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
    error = sqrt(pooled * (1 - pooled) * (1 / worth(before) + 1 / worth(after)))
    interval = newcombe(_counted(before), _counted(after))
    return _change(Formula.SHARE_CHANGE, before, after, interval, _surprise(difference, error, normal_tails))


def _mean_change(before: Mean, after: Mean) -> Change:
    if before.interval is None or after.interval is None or min(before.n, after.n) < 2:
        raise NotComparable("a mean of a single answer has no spread")
    if not (before.error and after.error):
        return _unanimous_change(Formula.MEAN_CHANGE, before, after, before.interval, after.interval)
    old, new = before.error**2, after.error**2
    error, difference = sqrt(old + new), after.value - before.value
    freedom = (old + new) ** 2 / (old**2 / (_whose(before) - 1) + new**2 / (_whose(after) - 1))
    interval = _around(difference, student(freedom) * error)
    p = _surprise(difference, error, lambda t: t_tails(t, freedom))
    return _change(Formula.MEAN_CHANGE, before, after, interval, p)


def _balance_change(before: Balance, after: Balance) -> Change:
    if not (before.error and after.error):
        return _unanimous_change(Formula.NPS_CHANGE, before, after, before.interval, after.interval)
    difference, error = after.value - before.value, sqrt(before.error**2 + after.error**2)
    interval = _around(difference, Z95 * error).within(-2.0, 2.0)
    return _change(Formula.NPS_CHANGE, before, after, interval, _surprise(difference, error, normal_tails))


def _unanimous_change(
    formula: Formula, before: Result, after: Result, around_old: Interval, around_new: Interval
) -> Change:
    """The change where one side, or both, has no spread: few who agree say little about the next one.

    A standard error of 0 would claim that they are certain. So both intervals are combined (see `unanimous`
    and `around_difference`), and the arm towards "no change" stands for 1.96 standard errors, of which p is
    made. Source: D. G. Altman and J. M. Bland, "How to obtain the P value from a confidence interval", BMJ
    343 (2011), d2304.
    """
    difference = after.value - before.value
    interval = around_difference(before.value, around_old, after.value, around_new)
    arm = difference - interval.low if difference > 0 else interval.high - difference
    return _change(formula, before, after, interval, _surprise(difference, arm / Z95, normal_tails))


def worth(result: Result) -> float:
    """Return how many independent answers a result is worth."""
    return float(result.n) if result.design is None else result.design.worth


def surprise_of(group: Result, others: Result) -> float | None:
    """Return how probable it is that two results of one formula differ so, if all answers are of one kind.

    None where the answers behind a result are not known one by one. See `null_tests.surprise`.
    """
    if group.scores is None or others.scores is None:
        return None
    everything = Counter(group.scores)
    everything.update(others.scores)
    smaller, larger = sorted((group, others), key=worth)
    drawn = Drawn(smaller.value, worth(smaller))
    return surprise(drawn, everything, worth(smaller) + worth(larger))


def _counted(share: Share) -> tuple[float, float]:
    """Successes and n, as many as they are worth."""
    return share.value * worth(share), worth(share)


def _whose(result: Mean) -> int:
    return result.n if result.design is None else max(result.design.customers, 2)


def _change(formula: Formula, before: Result, after: Result, interval: Interval, p: float) -> Change:
    smaller = min(before.n, after.n)
    known = [each.design.customers for each in (before, after) if each.design is not None]
    value = after.value - before.value
    return Change(with_interval(formula, smaller, value, interval, min(known, default=None)), p)


def _around(value: float, margin: float) -> Interval:
    return Interval(value - margin, value + margin)


def _surprise(difference: float, error: float, tails: Callable[[float], float]) -> float:
    """The p value; where nothing varies, a difference is either none or beyond doubt."""
    if error == 0:
        return float(difference == 0)
    return tails(difference / error)
