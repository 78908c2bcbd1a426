"""How the sheet of one customer becomes the sums of its survey's scale, and what these sums are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from store.reports.statistics.moments import (
    ItemSums,
    Moments,
    Sums,
    item_sums_of_one,
    items_size,
    moments_of_one,
    moments_size,
)
from store.reports.sums.instruments import Instrument, Item


@dataclass(frozen=True)
class Scoring:
    """The sums of a survey's scale, one after the other: the moments of the perceptions, those of the gaps
    where items are pairs, and the items of the whole scale and of each dimension, for their reliability.
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
        halves = 2 if self.pairs else 1
        return halves * moments_size(len(self.dimensions)) + sum(
            items_size(len(items)) for items in self.scales.values()
        )

    @cached_property
    def meaning(self) -> Sequence[Any]:
        """What sums must agree in to be added."""
        return [(item.question, item.dimension, item.expected) for item in self.items]

    def of_one(self, sheet: Mapping[str, int]) -> Sums:
        """The sums of one customer, from the numbers by question."""
        perceptions = {item.question: sheet.get(item.question) for item in self.items}
        sums = moments_of_one(self._totals(self.items, perceptions))
        if self.pairs:
            sums += moments_of_one(self._totals(self.pairs, self._gaps(sheet)))
        for items in self.scales.values():
            sums += item_sums_of_one(tuple(perceptions[item.question] for item in items))
        return sums

    def perceptions(self, sums: Sequence[int]) -> Moments:
        """The moments of what was perceived."""
        dimensions = self.dimensions
        return Moments(dimensions, sums[: moments_size(len(dimensions))])

    def gaps(self, sums: Sequence[int]) -> Moments:
        """The moments of perception less expectation, of complete pairs; only where there are pairs."""
        dimensions = self.dimensions
        size = moments_size(len(dimensions))
        return Moments(dimensions, sums[size : 2 * size])

    def reliabilities(self, sums: Sequence[int]) -> Iterator[tuple[str | None, ItemSums]]:
        """The sums of each scale; None is the whole one."""
        place = (2 if self.pairs else 1) * moments_size(len(self.dimensions))
        for name, items in self.scales.items():
            size = items_size(len(items))
            yield name, ItemSums(len(items), sums[place : place + size])
            place += size

    def _gaps(self, sheet: Mapping[str, int]) -> Mapping[str, int | None]:
        gaps: dict[str, int | None] = {}
        for pair in self.pairs:
            perceived, expected = sheet.get(pair.question), sheet.get(pair.expected or "")
            gaps[pair.question] = None if perceived is None or expected is None else perceived - expected
        return gaps

    def _totals(self, items: Sequence[Item], numbers: Mapping[str, int | None]) -> Sequence[tuple[int, int]]:
        """Sum and number of the answered items, by dimension in their order."""
        totals = dict.fromkeys(self.dimensions, (0, 0))
        for item in items:
            number = numbers[item.question]
            if number is not None and item.dimension is not None:
                total, count = totals[item.dimension]
                totals[item.dimension] = (total + number, count + 1)
        return list(totals.values())

    @staticmethod
    def _of(items: Sequence[Item], dimension: str) -> tuple[Item, ...]:
        return tuple(item for item in items if item.dimension == dimension)
