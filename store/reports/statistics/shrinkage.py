"""Fair estimates of many groups at once: small groups lean towards what all have in common.

The model is normal-normal: a group's result is its true value plus an error of known size, and the true
values scatter around their mean with an unknown spread. The spread is not put in as if it were known (which
makes intervals too short where there are few groups): all spreads are weighed by how well they fit.

Sources: B. Efron and C. Morris, "Data Analysis Using Stein's Estimator and Its Generalizations", Journal of
the American Statistical Association 70 (1975), 311–319 (the idea, and the arcsine for shares); D. B. Rubin,
"Estimation in Parallel Randomized Experiments", Journal of Educational Statistics 6 (1981), 377–401, and
A. Gelman, "Prior distributions for variance parameters in hierarchical models", Bayesian Analysis 1 (2006),
515–533 (the uncertain spread, with a flat prior on it).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, exp, log, pi, sin, sqrt

from store.reports.statistics.intervals import Z95, Interval

FEWEST = 3  # groups; with fewer, their spread cannot be told at all
POINTS = 200
NEGLIGIBLE = 25.0  # a spread this much less likely (log) than the best adds nothing that could be seen
WIDEST = 4.0  # how far the spread is searched, in units of what is seen


class TooFewGroups(ValueError):
    """There are not enough groups to learn from one about another."""


@dataclass(frozen=True, slots=True)
class Observed:
    """A group's own result and the variance of its error."""

    value: float
    variance: float


@dataclass(frozen=True, slots=True)
class Shrunken:
    """The fair estimate with a 95 % interval; `kept` is the weight of the group's result, 0 to 1."""

    value: float
    interval: Interval
    kept: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well one spread fits (log), and the common mean with its variance under it."""

    spread: float
    likelihood: float
    mean: float
    variance: float


def shrink(groups: Sequence[Observed]) -> tuple[Shrunken, ...]:
    """The estimates in the order of the groups.

    Raises:
        TooFewGroups: there are fewer than three.
        ValueError: an error has no size.
    """
    if len(groups) < FEWEST:
        raise TooFewGroups(f"{len(groups)} groups; at least {FEWEST} are needed")
    if any(group.variance <= 0 for group in groups):
        raise ValueError("the error of every group must have a size")
    everywhere = [_fit(groups, spread) for spread in _spreads(groups)]
    best = max(fit.likelihood for fit in everywhere)
    fits = [fit for fit in everywhere if fit.likelihood > best - NEGLIGIBLE]
    weights = [exp(fit.likelihood - best) for fit in fits]
    return tuple(_estimate(group, fits, weights) for group in groups)


def shrink_shares(counts: Sequence[tuple[int, int]]) -> tuple[Shrunken, ...]:
    """The same for shares, each given as successes and n: on the arcsine's scale, where the error is known.

    Source: F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial data", Biometrika
    35 (1948), 246–254: asin √((x + 3/8) / (n + 3/4)) has the variance 1 / (4n + 2).

    Raises:
        TooFewGroups: there are fewer than three.
    """
    groups = [Observed(asin(sqrt((x + 0.375) / (n + 0.75))), 1 / (4 * n + 2)) for x, n in counts]
    return tuple(
        Shrunken(
            _share(each.value), Interval(_share(each.interval.low), _share(each.interval.high)), each.kept
        )
        for each in shrink(groups)
    )


def _share(angle: float) -> float:
    return sin(min(max(angle, 0.0), pi / 2)) ** 2


def _spreads(groups: Sequence[Observed]) -> list[float]:
    """Points of a grid, evenly spaced because the prior is flat, dense where narrow spreads are decided."""
    values = [group.value for group in groups]
    seen = max(values) - min(values) + sqrt(min(group.variance for group in groups))
    return [WIDEST * seen * (point + 0.5) / POINTS for point in range(POINTS)]


def _fit(groups: Sequence[Observed], spread: float) -> _Fit:
    total = [group.variance + spread**2 for group in groups]
    variance = 1 / sum(1 / each for each in total)
    mean = variance * sum(group.value / each for group, each in zip(groups, total, strict=True))
    misfit = sum(
        log(each) + (group.value - mean) ** 2 / each for group, each in zip(groups, total, strict=True)
    )
    return _Fit(spread, 0.5 * (log(variance) - misfit), mean, variance)


def _estimate(group: Observed, fits: Sequence[_Fit], weights: Sequence[float]) -> Shrunken:
    """Mean and variance over all spreads: within each, and between them."""
    whole = sum(weights)
    means, variances, kept = [], [], 0.0
    for fit, weight in zip(fits, weights, strict=True):
        own = fit.spread**2 / (fit.spread**2 + group.variance)
        means.append(own * group.value + (1 - own) * fit.mean)
        variances.append(own * group.variance + (1 - own) ** 2 * fit.variance)
        kept += own * weight / whole
    value = sum(weight * each for weight, each in zip(weights, means, strict=True)) / whole
    variance = (
        sum(
            weight * (spread + (each - value) ** 2)
            for weight, spread, each in zip(weights, variances, means, strict=True)
        )
        / whole
    )
    margin = Z95 * sqrt(variance)
    return Shrunken(value, Interval(value - margin, value + margin), kept)
