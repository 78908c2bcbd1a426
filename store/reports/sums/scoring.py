"""How the sheet of one customer becomes the sums of its survey's scale, and what these sums are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from store.reports.statistics.moments import ItemSums, Sums, item_sums_of_one, items_size
from store.reports.sums.instruments import Instrument, Item


@dataclass(frozen=True)
class Scoring:
    """What a survey's scale consists of, and the sums that its reliability is made of.

    These are of the items of the whole scale, and of each dimension of several.
    """

    instrument: Instrument

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions in the order of the questions."""
        return self.instrument.dimensions

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of dimensions."""
        return self.instrument.scale

    @cached_property
    def pairs(self) -> tuple[Item, ...]:
        """The items of which the expectation is asked for too."""
        return tuple(item for item in self.items if item.expected is not None)

    @cached_property
    def scales(self) -> Mapping[str | None, tuple[Item, ...]]:
        """The scales that can be told to be reliable or not: all items, and each dimension of several."""
        parts = {name: self._of(self.items, name) for name in self.dimensions}
        several = {name: items for name, items in parts.items() if len(items) > 1}
        scales: dict[str | None, tuple[Item, ...]] = {None: self.items} if len(self.items) > 1 else {}
        return scales | several

    @cached_property
    def size(self) -> int:
        """How many numbers it is."""
        return sum(items_size(len(items)) for items in self.scales.values())

    @cached_property
    def meaning(self) -> Sequence[Any]:
        """What sums must agree in to be added."""
        return [(item.question, item.dimension, item.expected) for item in self.items]

    def of_one(self, sheet: Mapping[str, int]) -> Sums:
        """The sums of one customer, from the numbers by question."""
        sums: Sums = []
        for items in self.scales.values():
            sums += item_sums_of_one(tuple(sheet.get(item.question) for item in items))
        return sums

    def reliabilities(self, sums: Sequence[int]) -> Iterator[tuple[str | None, ItemSums]]:
        """The sums of each scale; None is the whole one."""
        place = 0
        for name, items in self.scales.items():
            size = items_size(len(items))
            yield name, ItemSums(len(items), sums[place : place + size])
            place += size

    @staticmethod
    def _of(items: Sequence[Item], dimension: str) -> tuple[Item, ...]:
        return tuple(item for item in items if item.dimension == dimension)
