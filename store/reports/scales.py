"""Dimensions that are measured by several items: perceptions, gaps, and how well the items hang together.

The answers of one customer are not independent of each other. So every interval here is built on customers,
not on items: a customer is a cluster, and the mean of all items is a ratio of two sums over customers. See
W. G. Cochran, "Sampling Techniques" (3rd edition, 1977), sections 6.4 and 9A.2. Where every customer answers
every item, this is the t interval of the customers' own means.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from store.reports.formulas import Mean
from store.reports.intervals import Interval, feldt, student, unanimous

# Numbers in the order of the items, None where there is no answer.
Sheet = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What `customers` customers gave alike: sum and number of the answered items, by dimension."""

    items: Mapping[str, tuple[int, int]]
    customers: int = 1


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha of the n customers who answered all items."""

    n: int
    value: float
    interval: Interval


def dimension_mean(totals: Sequence[Totals], dimension: str, lowest: float, highest: float) -> Mean:
    """The mean of all answered items of a dimension: SERVPERF on perceptions, SERVQUAL on gaps.

    Source: J. J. Cronin and S. A. Taylor, "Measuring Service Quality: A Reexamination and Extension", Journal
    of Marketing 56 (1992), 55–68 (SERVPERF); A. Parasuraman, V. A. Zeithaml and L. L. Berry, "SERVQUAL: A
    Multiple-Item Scale for Measuring Consumer Perceptions of Service Quality", Journal of Retailing 64
    (1988), 12–40 (gap = perception − expectation). `lowest` and `highest` are the ends of the scale; n counts
    customers.

    Raises:
        ValueError: nobody answered an item of this dimension.
    """
    return weighted_mean(totals, {dimension: 1.0}, lowest, highest)


def weighted_mean(
    totals: Iterable[Totals], weights: Mapping[str, float], lowest: float, highest: float
) -> Mean:
    """The sum of weights times dimension means; weights should add up to 1.

    Source: Parasuraman, Zeithaml and Berry (1988) spread 100 points over the five dimensions. The variance is
    linearised: each customer's part in each ratio of sums is added up before it is squared, so that
    dimensions that go together are counted as such.

    Raises:
        ValueError: a dimension was answered by nobody.
    """
    answered = [each for each in totals if any(each.items.get(name, (0, 0))[1] for name in weights)]
    n = sum(each.customers for each in answered)
    means = {name: _ratio(answered, name) for name in weights}
    value = sum(weight * means[name][0] for name, weight in weights.items())
    if n == 1:
        return Mean(n, value, None)
    squares = sum(each.customers * _influence(each, weights, means) ** 2 for each in answered)
    if squares == 0:
        return Mean(n, value, unanimous(value, n, lowest, highest))
    error = sqrt(n / (n - 1) * squares)
    margin = student(n - 1) * error
    return Mean(n, value, Interval(value - margin, value + margin).within(lowest, highest), error)


def alpha(sheets: Iterable[tuple[Sheet, int]]) -> Reliability:
    """Cronbach's alpha of items, each sheet with how many customers filled it in so.

    Source: L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951),
    297–334; see `feldt` for the interval. Sheets with a gap are left out.

    Raises:
        ValueError: there are fewer than two items, or two customers, or nobody differs from anybody.
    """
    whole = [
        ([number for number in sheet if number is not None], customers)
        for sheet, customers in sheets
        if None not in sheet
    ]
    n = sum(customers for _, customers in whole)
    items = len(whole[0][0]) if whole else 0
    if items < 2 or n < 2:
        raise ValueError(f"no reliability: {items} items, {n} customers")
    apart = sum(_spread([(numbers[item], count) for numbers, count in whole]) for item in range(items))
    together = _spread([(sum(numbers), count) for numbers, count in whole])
    if together == 0:
        raise ValueError("no reliability: all customers answered alike")
    value = items / (items - 1) * (1 - apart / together)
    return Reliability(n, value, feldt(value, items, n))


def _ratio(totals: Sequence[Totals], dimension: str) -> tuple[float, int]:
    """The mean of the answered items of a dimension, and their number."""
    given = [(each.items.get(dimension, (0, 0)), each.customers) for each in totals]
    answered = sum(count * customers for (_, count), customers in given)
    if answered == 0:
        raise ValueError(f"nobody answered about {dimension}")
    return sum(number * customers for (number, _), customers in given) / answered, answered


def _influence(each: Totals, weights: Mapping[str, float], means: Mapping[str, tuple[float, int]]) -> float:
    """How far one such customer moves the weighted mean."""
    parts = ((each.items.get(name, (0, 0)), weight, means[name]) for name, weight in weights.items())
    return sum(
        weight * (number - mean * count) / answered for (number, count), weight, (mean, answered) in parts
    )


def _spread(values: Sequence[tuple[int, int]]) -> float:
    """The sum of squared deviations; the divisor n − 1 cancels in alpha."""
    n = sum(count for _, count in values)
    mean = sum(value * count for value, count in values) / n
    return sum(count * (value - mean) ** 2 for value, count in values)
