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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asin, pi, sin, sqrt

import numpy as np
import numpy.typing as npt

from store.reports.statistics.design import Z95
from store.reports.statistics.intervals import Interval

Numbers = npt.NDArray[np.float64]
FEWEST = 3  # groups; with fewer, their spread cannot be told at all
POINTS = 200
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
class _Fits:
    """Spreads that fit, how well each does (parts of 1), and the common means with their variances."""

    spreads: Numbers
    weights: Numbers
    means: Numbers
    variances: Numbers


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
    values = np.array([group.value for group in groups])
    variances = np.array([group.variance for group in groups])
    return tuple(_estimates(values, variances, _fits(values, variances)))


def shrink_on_scale(groups: Sequence[Observed], lowest: float, highest: float) -> tuple[Shrunken, ...]:
    """Return the estimates of means of a scale with these ends, which no estimate or interval leaves.

    They are made on the arcsine of the place on the scale, as those of shares; the variance there follows by
    the delta method. A place at the very end is taken as if half an answer of its variance were missing.

    Raises:
        TooFewGroups: there are fewer than three.
        ValueError: an error has no size.
    """
    width = highest - lowest
    angles = [_angle((each.value - lowest) / width, each.variance / width**2) for each in groups]
    return tuple(
        Shrunken(
            lowest + width * _share(each.value),
            Interval(lowest + width * _share(each.interval.low), lowest + width * _share(each.interval.high)),
            each.kept,
        )
        for each in shrink(angles)
    )


def _angle(place: float, variance: float) -> Observed:
    """A place from 0 to 1 on the arcsine's scale."""
    margin = min(variance, 0.25)
    inside = min(max(place, margin), 1 - margin)
    return Observed(asin(sqrt(inside)), variance / (4 * inside * (1 - inside)))


def shrink_shares(counts: Sequence[tuple[float, float]]) -> tuple[Shrunken, ...]:
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


def _fits(values: Numbers, variances: Numbers) -> _Fits:
    """Every spread of a grid, which is even because the prior is flat, by how well it fits."""
    seen = values.max() - values.min() + np.sqrt(variances.min())
    spreads = WIDEST * seen * (np.arange(POINTS) + 0.5) / POINTS
    total = variances + spreads[:, None] ** 2
    common = 1 / (1 / total).sum(axis=1)
    means = common * (values / total).sum(axis=1)
    misfits = (np.log(total) + (values - means[:, None]) ** 2 / total).sum(axis=1)
    likelihoods = 0.5 * (np.log(common) - misfits)
    weights = np.exp(likelihoods - likelihoods.max())
    return _Fits(spreads, weights / weights.sum(), means, common)


def _estimates(values: Numbers, variances: Numbers, fits: _Fits) -> Iterator[Shrunken]:
    """Mean and variance over all spreads: within each, and between them."""
    own = fits.spreads[:, None] ** 2 / (fits.spreads[:, None] ** 2 + variances)
    means = own * values + (1 - own) * fits.means[:, None]
    within = own * variances + (1 - own) ** 2 * fits.variances[:, None]
    estimates = fits.weights @ means
    margins = Z95 * np.sqrt(fits.weights @ (within + (means - estimates) ** 2))
    for value, margin, kept in zip(estimates, margins, fits.weights @ own, strict=True):
        yield Shrunken(float(value), Interval(float(value - margin), float(value + margin)), float(kept))
