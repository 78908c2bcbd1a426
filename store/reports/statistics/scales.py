"""Dimensions that are measured by several items: perceptions, gaps, and how well the items hang together.

The answers of one customer are not independent of each other. So every interval here is built on customers,
not on items: a customer is a cluster, and the mean of all items is a ratio of two sums over customers. See
W. G. Cochran, "Sampling Techniques" (3rd edition, 1977), sections 6.4 and 9A.2. Where every customer answers
every item, this is the t interval of the customers' own means.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement
from math import fsum, sqrt

from store.reports.statistics.formulas import Mean
from store.reports.statistics.intervals import Interval, feldt, student, unanimous
from store.reports.statistics.moments import ItemSums, Moments

FINEST = 1_000_000  # weights are broken numbers of at most so many parts; a float is only near to them
ROUNDING = 1e-13  # of the largest of several terms


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha of the n customers who answered all items."""

    n: int
    value: float
    interval: Interval


def dimension_mean(moments: Moments, dimension: str, lowest: float, highest: float) -> Mean:
    """The mean of all answered items of a dimension: SERVPERF on perceptions, SERVQUAL on gaps.

    Source: J. J. Cronin and S. A. Taylor, "Measuring Service Quality: A Reexamination and Extension", Journal
    of Marketing 56 (1992), 55–68 (SERVPERF); A. Parasuraman, V. A. Zeithaml and L. L. Berry, "SERVQUAL: A
    Multiple-Item Scale for Measuring Consumer Perceptions of Service Quality", Journal of Retailing 64
    (1988), 12–40 (gap = perception − expectation). `lowest` and `highest` are the ends of the scale; n counts
    customers.

    Raises:
        ValueError: no one answered an item of this dimension.
    """
    return _mean(moments, {dimension: 1.0}, moments.customers(dimension), lowest, highest)


def weighted_mean(moments: Moments, weights: Mapping[str, float], lowest: float, highest: float) -> Mean:
    """The sum of weights times dimension means, of all dimensions; weights should add up to 1.

    Source: Parasuraman, Zeithaml and Berry (1988) spread 100 points over the five dimensions. The variance is
    linearised: each customer's part in each ratio of sums is added up before it is squared, so that
    dimensions that go together are counted as such.

    Raises:
        ValueError: a dimension has no answers.
    """
    return _mean(moments, weights, moments.customers(), lowest, highest)


def alpha(sums: ItemSums) -> Reliability:
    """Cronbach's alpha of the items, of customers who answered them all.

    Source: L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951),
    297–334; see `feldt` for the interval.

    Raises:
        ValueError: there are fewer than two items, or two customers, or all answers are equal.
    """
    items, n = sums.items, sums.customers
    if items < 2 or n < 2:
        raise ValueError(f"no reliability: {items} items, {n} customers")
    apart, together = sums.spreads()
    if together == 0:
        raise ValueError("no reliability: all customers answered alike")
    value = items / (items - 1) * (1 - apart / together)
    return Reliability(n, value, feldt(value, items, n))


def _mean(moments: Moments, weights: Mapping[str, float], n: int, lowest: float, highest: float) -> Mean:
    exact = {name: _exact(weight) for name, weight in weights.items()}
    value = float(sum(weight * _ratio(moments, name) for name, weight in exact.items()))
    if n == 1:
        return Mean(n, value, None)
    squares = _squares(moments, exact)
    if squares == 0:
        return Mean(n, value, unanimous(value, n, lowest, highest))
    error = sqrt(n / (n - 1) * squares)
    margin = student(n - 1) * error
    return Mean(n, value, Interval(value - margin, value + margin).within(lowest, highest), error)


@lru_cache
def _exact(weight: float) -> Fraction:
    return Fraction(weight).limit_denominator(FINEST)


def _ratio(moments: Moments, dimension: str) -> Fraction:
    """The mean of the answered items of a dimension."""
    number, answered = moments.values(dimension)
    if answered == 0:
        raise ValueError(f"nobody answered about {dimension}")
    return Fraction(number, answered)


def _squares(moments: Moments, weights: Mapping[str, Fraction]) -> float:
    """The sum of squares of how far each customer moves the weighted mean, multiplied out.

    A customer moves the mean of one dimension by (own sum − mean × own number) / number of all. Each product
    of two dimensions is exact; what they leave over when they cancel out is rounding, and taken for nothing.
    """
    terms = []
    for one, two in combinations_with_replacement(weights, 2):
        sums, sum_number, number_sum, numbers = moments.products(one, two)
        (s, n), (t, m) = moments.values(one), moments.values(two)
        product = n * m * sums - n * t * sum_number - s * m * number_sum + s * t * numbers
        above = weights[one].numerator * weights[two].numerator * (1 if one == two else 2)
        below = weights[one].denominator * weights[two].denominator * (n * m) ** 2
        terms.append(above * product / below)
    total = fsum(terms)
    return 0.0 if total <= ROUNDING * max(map(abs, terms)) else total
