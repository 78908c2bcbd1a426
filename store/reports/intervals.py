"""Intervals: how far a number that was measured on n answers may be from the truth."""

from dataclasses import dataclass
from math import sqrt

# The 97.5 % quantile of the standard normal distribution: two-sided 95 %.
Z95 = 1.959963984540054

# The 97.5 % quantile of Student's t for 1 to 30 degrees of freedom, as tabulated for example in the
# NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2.
T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % confidence interval."""

    low: float
    high: float

    def within(self, low: float, high: float) -> "Interval":
        """The part of it that is possible at all."""
        return Interval(max(self.low, low), min(self.high, high))


def wilson(successes: int, n: int) -> Interval:
    """The 95 % score interval of a share, between 0 and 1, without continuity correction.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927), 209–212. It holds for small n and for shares near 0 and 1,
    where the textbook interval fails.

    Raises:
        ValueError: n is not positive, or successes are not between 0 and n.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"no share: {successes} of {n}")
    share = successes / n
    scale = 1 + Z95**2 / n
    centre = (share + Z95**2 / (2 * n)) / scale
    margin = Z95 * sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2)) / scale
    return Interval(centre - margin, centre + margin).within(0.0, 1.0)


def student(freedom: int) -> float:
    """The 97.5 % quantile of Student's t distribution, to three decimals.

    Beyond the table: the Cornish–Fisher expansion, Abramowitz and Stegun, "Handbook of Mathematical
    Functions" (1964), formula 26.7.5.

    Raises:
        ValueError: there is no degree of freedom.
    """
    if freedom < 1:
        raise ValueError("a single value has no spread")
    if freedom <= len(T95):
        return T95[freedom - 1]
    first = (Z95**3 + Z95) / 4
    second = (5 * Z95**5 + 16 * Z95**3 + 3 * Z95) / 96
    return Z95 + first / freedom + second / freedom**2
