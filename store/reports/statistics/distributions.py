"""The distributions behind the intervals: normal, Student's t and F, by the incomplete beta function."""

from collections.abc import Callable
from functools import cache
from math import exp, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

NORMAL = NormalDist()

# Far more steps than a sensible argument takes; the precision is that of a float.
MOST_STEPS = 10_000
TINY = 1e-300
PRECISE = 1e-15
HALVINGS = 200
# From here on the expansion of Student's quantile is exact to eight digits, and quicker.
MANY = 100
# And from here on it is near enough for Newton's method.
FEW = 5
REFINEMENTS = 4


def normal_tails(z: float) -> float:
    """How probable a value at least as far from 0 as z is, under the standard normal distribution."""
    return 2 * NORMAL.cdf(-abs(z))


def t_tails(t: float, freedom: float) -> float:
    """How probable a value at least as far from 0 as t is, under Student's distribution.

    Source: Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 26.7.1 with 26.5.27.
    """
    return incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5)


@cache
def t_quantile(probability: float, freedom: float) -> float:
    """The quantile of Student's t distribution, for a probability of at least a half.

    Raises:
        ValueError: there are no degrees of freedom, or the probability is not from 0.5 to below 1.
    """
    if freedom <= 0 or not 0.5 <= probability < 1:
        raise ValueError(f"no quantile: {probability} with {freedom} degrees of freedom")
    if freedom > FEW:
        near = _expanded(NORMAL.inv_cdf(probability), freedom)
        return near if freedom > MANY else _refined(near, probability, freedom)
    # t² is F distributed, and its share of the tails is a beta: solve that, which is smooth, for x.
    x = _solve(lambda x: incomplete_beta(x, freedom / 2, 0.5), 2 * (1 - probability))
    return sqrt(freedom * (1 - x) / x)


@cache
def f_quantile(probability: float, first: float, second: float) -> float:
    """The quantile of the F distribution with these degrees of freedom.

    Source: Abramowitz and Stegun, 26.6.2: first·F / (first·F + second) is beta distributed.

    Raises:
        ValueError: there are no degrees of freedom, or the probability is not between 0 and 1.
    """
    if min(first, second) <= 0 or not 0 < probability < 1:
        raise ValueError(f"no quantile: {probability} with {first} and {second} degrees of freedom")
    x = _solve(lambda x: incomplete_beta(x, first / 2, second / 2), probability)
    return second * x / (first * (1 - x))


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): 0 for x ≤ 0, 1 for x ≥ 1.

    Source: Abramowitz and Stegun, 26.5.8, the continued fraction, evaluated by the method of W. J. Lentz,
    Applied Optics 15 (1976), 668–671.
    """
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    # The fraction converges fast on this side of the mean; the other side is its mirror image.
    if x > (a + 1) / (a + b + 2):
        return 1.0 - incomplete_beta(1.0 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def _expanded(z: float, freedom: float) -> float:
    """The Cornish–Fisher expansion of Student's quantile: Abramowitz and Stegun, 26.7.5."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))


def _refined(t: float, probability: float, freedom: float) -> float:
    """The quantile near t, by Newton's method."""
    scale = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(freedom * pi)
    for _ in range(REFINEMENTS):
        density = scale * (1 + t * t / freedom) ** (-(freedom + 1) / 2)
        step = (t_tails(t, freedom) / 2 - (1 - probability)) / density
        t += step
        if abs(step) < PRECISE * t:
            break
    return t


def _fraction(x: float, a: float, b: float) -> float:
    above, below = 1.0, 1 / _away(1.0 - (a + b) * x / (a + 1))
    value = below
    for m in range(1, MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for term in (even, odd):
            below = 1 / _away(1.0 + term * below)
            above = _away(1.0 + term / above)
            step *= above * below
        value *= step
        if abs(step - 1.0) < PRECISE:
            break
    return value


def _away(value: float) -> float:
    """The same, but never so near to 0 that it cannot be divided by."""
    return value if abs(value) > TINY else TINY


def _solve(rising: Callable[[float], float], wanted: float) -> float:
    """Where a function that rises from 0 to 1 between 0 and 1 reaches a value, by halving."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2
