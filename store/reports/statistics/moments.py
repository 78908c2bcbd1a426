"""Sums over customers from which the numbers of a scale are made, for any group that they are added up for.

They are whole numbers, so that adding groups gives exactly what counting all customers at once would give.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Numbers in the order of the items, None where there is no answer.
Sheet = tuple[int | None, ...]
Sums = list[int]


@dataclass(frozen=True, slots=True)
class Moments:
    """First and second moments of the customers' totals.

    With d dimensions there are d + 1 numbers of customers (who answered anything, and by dimension), the 2d
    values themselves (sums, then numbers of answered items) and the products of every two values.
    """

    dimensions: tuple[str, ...]
    sums: Sequence[int]

    def customers(self, dimension: str | None = None) -> int:
        """How many answered an item of this dimension, or of any."""
        return self.sums[0 if dimension is None else 1 + self.dimensions.index(dimension)]

    def values(self, dimension: str) -> tuple[int, int]:
        """The sum of the numbers of a dimension, and how many there are."""
        place = self.dimensions.index(dimension)
        return self._value(place), self._value(place + len(self.dimensions))

    def products(self, first: str, second: str) -> tuple[int, int, int, int]:
        """Over customers: sum × sum, sum × number, number × sum and number × number of two dimensions."""
        many = len(self.dimensions)
        one, two = self.dimensions.index(first), self.dimensions.index(second)
        return (
            self._product(one, two),
            self._product(one, two + many),
            self._product(one + many, two),
            self._product(one + many, two + many),
        )

    def _value(self, place: int) -> int:
        return self.sums[1 + len(self.dimensions) + place]

    def _product(self, one: int, two: int) -> int:
        low, high = min(one, two), max(one, two)
        width = 2 * len(self.dimensions)
        before = low * width - low * (low - 1) // 2  # the products of the values before the lower one
        return self.sums[1 + len(self.dimensions) + width + before + high - low]


@dataclass(frozen=True, slots=True)
class ItemSums:
    """Of customers who answered all items of a scale: their number, then for each item the sum of the numbers
    and of their squares, then the sum of the squares of the customers' own totals.
    """

    items: int
    sums: Sequence[int]

    @classmethod
    def of(cls, sheets: Iterable[tuple[Sheet, int]]) -> "ItemSums":
        """The sums of sheets, each with how many customers filled it in so."""
        items, sums = 0, [0]
        for sheet, customers in sheets:
            if len(sheet) > items:
                items, sums = len(sheet), [*sums, *[0] * (items_size(len(sheet)) - len(sums))]
            for place, value in enumerate(item_sums_of_one(sheet)):
                sums[place] += value * customers
        return cls(items, sums)

    @property
    def customers(self) -> int:
        """How many answered all items."""
        return self.sums[0]

    def spreads(self) -> tuple[int, int]:
        """n times the sums of squared deviations: of all items, each by itself, and of the totals."""
        n, numbers = self.sums[0], self.sums[1 : 1 + self.items]
        squares = self.sums[1 + self.items : 1 + 2 * self.items]
        apart = sum(n * square - number**2 for number, square in zip(numbers, squares, strict=True))
        return apart, n * self.sums[1 + 2 * self.items] - sum(numbers) ** 2


def items_size(items: int) -> int:
    """How many numbers the sums of so many items are."""
    return 2 + 2 * items


def item_sums_of_one(sheet: Sheet) -> Sums:
    """The sums of one customer; nothing of a sheet with a gap."""
    numbers = [number for number in sheet if number is not None]
    if len(numbers) < len(sheet):
        return [0] * items_size(len(sheet))
    return [1, *numbers, *(number**2 for number in numbers), sum(numbers) ** 2]
