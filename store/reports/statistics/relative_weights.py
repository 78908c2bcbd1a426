"""What an outcome moves with: how much of its variance it shares with each of several predictors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from store.reports.statistics.arrays import Real, Whole
from store.reports.statistics.design import Z95
from store.reports.statistics.intervals import Estimate, Interval

REPLICATIONS = 1000
MOST_GROUPS = 400  # of customers, that are drawn together where customers are more
SEED = 16
DEPENDENT = 1e-9  # an eigenvalue from which on predictors say the same


@dataclass(frozen=True, slots=True)
class DriverSample:
    """A row for each answer: predictors, the outcome, a sampling weight and whose it is.

    A predictor that is `named` is 1 where customers named it and 0 where not.
    """

    predictors: Real
    outcome: Real
    weights: Real
    customers: Whole
    named: bool


@dataclass(frozen=True, slots=True)
class RelativeWeight:
    """How much of the variance of the outcome is shared with a predictor, and how well it stands.

    `performance` is the mean of the predictor, or the mean outcome of those who named it. It `is_clear` that
    more is shared than with a predictor of pure chance, allowing for the number of predictors.
    """

    importance: Estimate
    performance: Estimate
    is_clear: bool


def needed(predictors: int) -> int:
    """Return how many customers it takes to judge so many predictors.

    Source: S. B. Green, "How many subjects does it take to do a regression analysis?", Multivariate
    Behavioral Research 26 (1991), 499–510: 50 and 8 for each predictor.
    """
    return 50 + 8 * predictors


def relative_weights(observed: DriverSample) -> Sequence[RelativeWeight]:
    """Return the weight of each predictor; all weights together are the explained variance.

    Source: J. W. Johnson, "A heuristic method for estimating the relative weight of predictor variables in
    multiple regression", Multivariate Behavioral Research 35 (2000), 1–19. Intervals are bootstrap
    intervals over customers, bias-corrected (B. Efron, "Nonparametric standard errors and confidence
    intervals", Canadian Journal of Statistics 9 (1981), 139–158), and a weight is compared with that of a
    random variable as in S. Tonidandel, J. M. LeBreton and J. W. Johnson, "Determining the statistical
    significance of relative weights", Psychological Methods 14 (2009), 387–399.
    """
    random = np.random.default_rng(SEED)
    columns = observed.predictors.shape[1]
    chance = random.standard_normal((len(observed.outcome), 1))
    values = np.hstack([observed.predictors, observed.outcome[:, None], chance])
    moments = _by_group(values, observed, random)
    groups = len(moments)
    draws = random.multinomial(groups, np.full(groups, 1 / groups), REPLICATIONS)
    whole, drawn = moments.sum(axis=0)[None], np.einsum("bg,gij->bij", draws, moments, optimize=True)
    shared, shared_drawn = (_shared(each, range(columns), columns) for each in (whole, drawn))
    with_chance = _shared(drawn, (*range(columns), columns + 1), columns)
    beyond = np.quantile(with_chance[:, :columns] - with_chance[:, columns:], 0.05 / columns, axis=0)
    stands, stands_drawn = (_performance(each, columns, named=observed.named) for each in (whole, drawn))
    return [
        RelativeWeight(
            _estimate(shared[0, at], shared_drawn[:, at]),
            _estimate(stands[0, at], stands_drawn[:, at]),
            bool(beyond[at] > 0),
        )
        for at in range(columns)
    ]


def _by_group(values: Real, observed: DriverSample, random: np.random.Generator) -> Real:
    """The weighted sums, squares and products of groups of customers, of one customer each if possible."""
    with_one = np.hstack([np.ones((len(values), 1)), values])
    _, whose = np.unique(observed.customers, return_inverse=True)
    customers = int(whose.max()) + 1
    groups = min(customers, MOST_GROUPS)
    group = random.permutation(customers)[whose] % groups
    found = np.zeros((groups, with_one.shape[1], with_one.shape[1]))
    np.add.at(found, group, np.einsum("n,ni,nj->nij", observed.weights, with_one, with_one))
    return found


def _shared(moments: Real, predictors: Sequence[int], outcome: int) -> Real:
    """Johnson's weights: squared correlations of the nearest orthogonal variables, times squared loadings."""
    correlations = _correlations(moments)
    among = correlations[:, predictors][:, :, predictors]
    length, direction = np.linalg.eigh(among)
    root = np.sqrt(np.clip(length, 0, None))[:, None, :]
    inverse = np.where(root > DEPENDENT**0.5, 1 / np.maximum(root, DEPENDENT), 0.0)
    turned = direction.transpose(0, 2, 1)
    loadings, back = (direction * root) @ turned, (direction * inverse) @ turned
    slopes = back @ correlations[:, predictors, outcome][:, :, None]
    shared: Real = (loadings**2 @ slopes**2)[:, :, 0]
    return shared


def _correlations(moments: Real) -> Real:
    """The weighted correlations; what does not vary has none."""
    total = moments[:, :1, :1]
    means = moments[:, 0, 1:] / total[:, :, 0]
    spread = moments[:, 1:, 1:] / total - means[:, :, None] * means[:, None, :]
    sizes = np.sqrt(np.clip(np.diagonal(spread, axis1=1, axis2=2), 0, None))
    scale = sizes[:, :, None] * sizes[:, None, :]
    found = np.where(scale > DEPENDENT, spread / np.maximum(scale, DEPENDENT), 0.0)
    at = np.arange(found.shape[1])
    found[:, at, at] = 1.0
    return found


def _performance(moments: Real, columns: int, *, named: bool) -> Real:
    predictors = slice(1, columns + 1)
    if not named:
        return moments[:, 0, predictors] / moments[:, :1, 0]
    counts = moments[:, 0, predictors]
    of_all = moments[:, 0, columns + 1] / moments[:, 0, 0]
    given = moments[:, predictors, columns + 1]
    return np.where(counts > 0, given / np.where(counts > 0, counts, 1.0), of_all[:, None])


def _estimate(value: float, drawn: Real) -> Estimate:
    """What the bias-corrected interval and the plain one cover: near 0 the first alone is much too short."""
    below = (np.sum(drawn < value) + np.sum(drawn == value) / 2 + 0.5) / (len(drawn) + 1)
    shift = 2 * float(special.ndtri(below))
    ends = [special.ndtr(end) for end in (-Z95, Z95, shift - Z95, shift + Z95)]
    found = (value, *np.quantile(drawn, ends))
    return Estimate(float(value), Interval(float(min(found)), float(max(found))))
