"""The moments of customers, one customer after another, which the code finds for all at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.reports.statistics.moments import Moments


@dataclass(frozen=True, slots=True)
class Totals:
    """What `customers` customers gave alike: sum and number of the answered items, by dimension."""

    items: Mapping[str, tuple[int, int]]
    customers: int = 1


def moments_of(totals: Iterable[Totals], dimensions: Sequence[str]) -> Moments:
    """The moments of some customers."""
    sums = _of_one([(0, 0)] * len(dimensions))
    for each in totals:
        given = [each.items.get(name, (0, 0)) for name in dimensions]
        for place, value in enumerate(_of_one(given)):
            sums[place] += value * each.customers
    return Moments(tuple(dimensions), sums)


def _of_one(given: Sequence[tuple[int, int]]) -> list[int]:
    """The moments of one customer: sum and number of the answered items of each dimension."""
    counts = [count for _, count in given]
    values = [number for number, _ in given] + counts
    answered = [int(count > 0) for count in counts]
    products = [one * two for place, one in enumerate(values) for two in values[place:]]
    return [max(answered, default=0), *answered, *values, *products]
