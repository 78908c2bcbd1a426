"""The distributions behind the intervals: normal, Student's t and F, from SciPy."""

from functools import lru_cache

from scipy import special


def normal_tails(z: float) -> float:
    """Return how probable a value at least as far from 0 as z is, under the standard normal distribution."""
    return 2 * float(special.ndtr(-abs(z)))


def t_tails(t: float, freedom: float) -> float:
    """Return how probable a value at least as far from 0 as t is, under Student's distribution."""
    return 2 * float(special.stdtr(freedom, -abs(t)))


@lru_cache(maxsize=4096)  # one report asks for the same ones a thousand times
def t_quantile(probability: float, freedom: float) -> float:
    """Return the quantile of Student's t distribution, for a probability of at least a half.

    Raises:
        ValueError: there are no degrees of freedom, or the probability is not from 0.5 to below 1.
    """
    if freedom <= 0 or not 0.5 <= probability < 1:
        raise ValueError(f"no quantile: {probability} with {freedom} degrees of freedom")
    return float(special.stdtrit(freedom, probability))


def f_quantile(probability: float, first: float, second: float) -> float:
    """Return the quantile of the F distribution with these degrees of freedom.

    Raises:
        ValueError: there are no degrees of freedom, or the probability is not between 0 and 1.
    """
    if min(first, second) <= 0 or not 0 < probability < 1:
        raise ValueError(f"no quantile: {probability} with {first} and {second} degrees of freedom")
    return float(special.fdtri(first, second, probability))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return the quantile of the beta distribution.

    Raises:
        ValueError: a shape is not positive, or the probability is not between 0 and 1.
    """
    if min(a, b) <= 0 or not 0 < probability < 1:
        raise ValueError(f"no quantile: {probability} with shapes {a} and {b}")
    return float(special.betaincinv(a, b, probability))
