"""The invitations of surveys and occasions with their groups and customers, which many figures share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from store.models.occasions import Occasion
from store.reports.statistics.arrays import Whole
from store.reports.statistics.design import Design
from store.reports.sums.clusters import Clusters
from store.reports.sums.gathering import Source
from store.reports.sums.grouping import Grouping
from store.reports.sums.one_by_one import OneByOne, labelled
from store.reports.sums.sum_columns import MISSING, NUMBER, Column

ByGroup = Mapping[str | None, Design]


@dataclass(frozen=True)
class Grouped:
    """Invitations with the group of each; `whole` takes all groups as one.

    `fixed` are the columns that all invitations have.
    """

    fixed: Mapping[str, Column]
    names: tuple[str, ...]
    group: Whole

    def __len__(self) -> int:
        """Return the number of invitations."""
        return len(self.group)

    @cached_property
    def apart(self) -> Clusters:
        """The customers of each group."""
        return self.whole if len(self.names) == 1 else Clusters(len(self.names), self.group, self._customer)

    @cached_property
    def whole(self) -> Clusters:
        """The customers of all groups together."""
        return Clusters(1, np.zeros(len(self), dtype=np.int64), self._customer)

    def named(self, by_place: Mapping[int, Design], whole: Mapping[int, Design]) -> ByGroup:
        """Return the designs by the names of the groups."""
        found: dict[str | None, Design] = {self.names[place]: each for place, each in by_place.items()}
        return found | dict.fromkeys((None,), whole[0]) if whole else found

    @cached_property
    def _customer(self) -> Whole:
        return self.fixed["customer"].astype(np.int64)


@dataclass(frozen=True)
class GroupedSources:
    """Invitations by survey and occasion; those of several sources are put together once and kept."""

    found: OneByOne
    groups: Grouping
    _kept: dict[tuple[Source, ...], Grouped] = field(default_factory=dict)

    @cached_property
    def by_occasion(self) -> Mapping[Occasion, tuple[Source, ...]]:
        """The sources that have invitations."""
        sources: dict[Occasion, tuple[Source, ...]] = {}
        for source, columns in self.found.items():
            if len(columns):
                sources[source.occasion] = (*sources.get(source.occasion, ()), source)
        return sources

    def together(self, sources: tuple[Source, ...]) -> Grouped:
        """Return the invitations of several sources as one, in this order."""
        if sources not in self._kept:
            self._kept[sources] = self._joined(sources)
        return self._kept[sources]

    def numbers(self, sources: Sequence[Source], question: str) -> Column:
        """Return the answers to a question of the same invitations in the same order, or `MISSING`."""
        columns = [
            np.full(len(self.found[source]), MISSING, dtype=NUMBER) if column is None else column
            for source in sources
            for column in (self.found[source].numbers.get(question),)
        ]
        return columns[0] if len(columns) == 1 else np.concatenate(columns)

    def _joined(self, sources: Sequence[Source]) -> Grouped:
        labels = [labelled(source, self.found[source], self.groups) for source in sources]
        places = {
            name: at for at, name in enumerate(dict.fromkeys(name for names, _ in labels for name in names))
        }
        group = np.concatenate(
            [np.array([places[name] for name in names], dtype=np.int64)[codes] for names, codes in labels]
        )
        used = np.flatnonzero(np.bincount(group, minlength=len(places)))
        compact = np.zeros(len(places), dtype=np.int64)
        compact[used] = np.arange(len(used))
        columns = [self.found[source].fixed for source in sources]
        fixed = {
            name: np.concatenate([each[name] for each in columns])
            for name in ("customer", "until", "state", "talk")
        }
        names = list(places)
        return Grouped(fixed, tuple(names[at] for at in used.tolist()), compact[group])
