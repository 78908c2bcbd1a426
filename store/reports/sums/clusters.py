"""Answers by customer: how many customers a figure rests on, and how much their answers resemble each other.

Everything is computed for all groups at once. A cluster is a customer within a group.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from store.reports.statistics.arrays import Real, Whole
from store.reports.statistics.design import Design
from store.reports.statistics.moments import Moments
from store.reports.statistics.spread import Scores

ROOM = 32  # as many numbers an entry may there be to number the used ones without sorting the entries


@dataclass(frozen=True)
class Clusters:
    """For each entry its group and its customer; `groups` is how many groups there are."""

    groups: int
    group: Whole
    customer: Whole

    @cached_property
    def cluster(self) -> tuple[Whole, Whole]:
        """The cluster of each entry, and the group of each cluster, in the order of the groups."""
        codes, customers = _numbered(self.customer, int(self.customer.max(initial=-1)) + 1)
        width = len(customers)
        if self.groups == 1:
            return codes, np.zeros(width, dtype=np.int64)
        cluster, used = _numbered(self.group * width + codes, self.groups * width)
        return cluster, used // max(width, 1)

    def designs(self, scores: Real, answered: npt.NDArray[np.bool_]) -> Mapping[int, Design]:
        """Return the design of each group that has answers.

        The variance is that of customers as clusters, a ratio of two sums over customers. It is never taken
        to be smaller than that of independent answers. Source: W. G. Cochran, "Sampling Techniques" (3rd
        edition, 1977), section 9A.2; L. Kish, "Survey Sampling" (1965), for the design effect.
        """
        cluster, group = self.cluster
        whose, given = cluster[answered], scores[answered]
        counts = np.bincount(whose, minlength=len(group))
        sums = np.bincount(whose, given, len(group))
        squares = np.bincount(self.group[answered], given**2, self.groups)
        n, customers = self._of_groups(counts), self._of_groups(counts > 0)
        means = self._of_groups(sums) / np.maximum(n, 1)
        apart: Real = squares - n * means**2
        together = self._of_groups((sums - means[group] * counts) ** 2)
        return {
            place: _design(int(n[place]), int(customers[place]), float(apart[place]), float(together[place]))
            for place in np.flatnonzero(n).tolist()
        }

    def scores(self, scores: Real, answered: npt.NDArray[np.bool_]) -> Iterator[tuple[int, Scores]]:
        """Yield the scores of the customers of each group that has answers."""
        cluster, group = self.cluster
        whose, given = cluster[answered], scores[answered]
        columns = [
            np.bincount(whose, each, len(group)).astype(np.float64, copy=False)
            for each in (np.ones_like(given), given, given**2)
        ]
        for place, customers in self._slices():
            counts, sums, squares = (each[customers] for each in columns)
            gave = counts > 0
            if gave.any():
                yield place, Scores(counts[gave], sums[gave], squares[gave])

    def tallies(self, numbers: Whole, chosen: npt.NDArray[np.bool_], steps: int) -> Whole:
        """Return how often each number from 0 on was given in each group."""
        flat = np.bincount(self.group[chosen] * steps + numbers[chosen], minlength=self.groups * steps)
        return flat.reshape(self.groups, steps)

    def moments(self, dimensions: tuple[str, ...], sums: Whole, counts: Whole) -> Mapping[int, Moments]:
        """Return the moments of customers by group, from the sums and numbers of the items of each entry.

        Rows are dimensions and columns are entries. All sheets of a customer are one.
        """
        cluster, group = self.cluster
        values = np.array([np.bincount(cluster, row, len(group)) for row in (*sums, *counts)])
        has = values[len(dimensions) :] > 0
        rows = np.vstack([has.any(axis=0), has, values])
        pairs = np.triu_indices(len(values))
        found = {}
        for place, customers in self._slices():
            part = values[:, customers]
            # Whole numbers far below 2⁵³, so that products of floats are exact.
            totals = [*rows[:, customers].sum(axis=1).tolist(), *(part @ part.T)[pairs].tolist()]
            if totals[0]:
                found[place] = Moments(dimensions, list(map(round, totals)))
        return found

    def _slices(self) -> Iterator[tuple[int, slice]]:
        """The clusters of each group that has any."""
        ends = np.searchsorted(self.cluster[1], np.arange(self.groups + 1)).tolist()
        for place, (begin, end) in enumerate(pairwise(ends)):
            if begin < end:
                yield place, slice(begin, end)

    def _of_groups(self, of_clusters: npt.NDArray[Any]) -> Real:
        return np.bincount(self.cluster[1], of_clusters, self.groups).astype(np.float64, copy=False)


def _numbered(entries: Whole, size: int) -> tuple[Whole, Whole]:
    """The places of numbers from 0 to below a size among those that occur, and these in order."""
    if size > ROOM * len(entries):
        used, places = np.unique(entries, return_inverse=True)
        return places, used
    occurs = np.zeros(size, dtype=np.bool_)
    occurs[entries] = True
    used = np.flatnonzero(occurs)
    place = np.empty(size, dtype=np.int64)
    place[used] = np.arange(len(used))
    return place[entries], used


def _design(n: int, customers: int, apart: float, together: float) -> Design:
    if customers == n:
        return Design(n, customers)
    if customers == 1:
        return Design(n, customers, float(n))
    independent, clustered = apart * n / (n - 1), together * customers / (customers - 1)
    # Where all say the same, they are taken as worth one answer each.
    return Design(n, customers, max(1.0, clustered / independent) if independent > 1e-9 else n / customers)
