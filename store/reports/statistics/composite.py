"""A composite of several measures, and the ranks that its intervals leave open."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from store.reports.statistics.changes import SIGNIFICANT
from store.reports.statistics.design import Z95
from store.reports.statistics.distributions import normal_tails
from store.reports.statistics.holm import holm
from store.reports.statistics.intervals import Estimate, Interval, around_difference


@dataclass(frozen=True, slots=True)
class RankSpan:
    """The best and the worst rank that a group may have; 1 is the best."""

    best: int
    worst: int

    def __str__(self) -> str:
        """Return it as people read it: 2, or 1–3 where it is open."""
        return str(self.best) if self.best == self.worst else f"{self.best}\u2013{self.worst}"


def composite(parts: Sequence[tuple[Estimate, float]]) -> Estimate:
    """Return the weighted mean of independent measures, each with its weight.

    The interval has the arms of all intervals, weighted, squared and added. Source: G. Y. Zou and A. Donner,
    "Construction of confidence limits about effect measures: a general approach", Statistics in Medicine 27
    (2008), 1693–1702.

    Raises:
        ValueError: no measure has a weight.
    """
    whole = sum(weight for _, weight in parts)
    if whole <= 0:
        raise ValueError("no measure has a weight")
    value = sum(each.value * weight for each, weight in parts) / whole
    down = sqrt(sum((weight * (each.value - each.interval.low)) ** 2 for each, weight in parts)) / whole
    up = sqrt(sum((weight * (each.interval.high - each.value)) ** 2 for each, weight in parts)) / whole
    return Estimate(value, Interval(value - down, value + up))


def rank_spans(groups: Sequence[Estimate]) -> tuple[RankSpan, ...]:
    """Return which ranks each group may have, given which others are clearly better or worse.

    A pair differs where the interval of its difference says so: its p is read off the interval (D. G. Altman
    and J. M. Bland, "How to obtain the P value from a confidence interval", BMJ 343 (2011), d2304), and all
    pairs are corrected together. Source: H. Goldstein and D. J. Spiegelhalter, "League tables and their
    limitations", Journal of the Royal Statistical Society A 159 (1996), 385–443; the spans are those of
    M. Mogstad and others, "Inference for ranks", Review of Economic Studies 91 (2024), 476–518.
    """
    better, worse = [0] * len(groups), [0] * len(groups)
    pairs = list(combinations(range(len(groups)), 2))
    corrected = holm([_p(groups[one], groups[other]) for one, other in pairs])
    for (one, other), p in zip(pairs, corrected, strict=True):
        if p < SIGNIFICANT:
            low, high = sorted((one, other), key=lambda at: groups[at].value)
            better[low] += 1
            worse[high] += 1
    return tuple(RankSpan(1 + up, len(groups) - down) for up, down in zip(better, worse, strict=True))


def _p(one: Estimate, other: Estimate) -> float:
    low, high = sorted((one, other), key=lambda each: each.value)
    apart = high.value - low.value
    arm = apart - around_difference(low.value, low.interval, high.value, high.interval).low
    if arm <= 0:
        return 1.0 if apart == 0 else 0.0
    return normal_tails(apart / (arm / Z95))
