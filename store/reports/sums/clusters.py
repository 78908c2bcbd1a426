"""Answers by customer: how many customers a figure rests on, and how much their answers resemble each other.

Everything is computed for all groups at once. A cluster is a customer within a group.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from store.reports.statistics.arrays import Real, Whole
from store.reports.statistics.design import Design
from store.reports.statistics.moments import Moments

SPARE = 4  # as many clusters an entry may there be without sorting the entries


@dataclass(frozen=True)
class Clusters:
    """For each entry its group and its customer; `groups` is how many groups there are."""

    groups: int
    group: Whole
    customer: Whole

    @cached_property
    def cluster(self) -> tuple[Whole, Whole]:
        """The cluster of each entry, and the group of each cluster; some clusters may have no entry."""
        width = int(self.customer.max(initial=0)) + 1
        keys = self.group.astype(np.int64) * width + self.customer
        if self.groups * width <= SPARE * len(keys):
            return keys, np.arange(self.groups * width) // width
        used, cluster = np.unique(keys, return_inverse=True)  # sorts, which takes longer than empty clusters
        return cluster, used // width

    def designs(self, scores: Real, answered: npt.NDArray[np.bool_]) -> Mapping[int, Design]:
        """Return the design of each group that has answers.

        The variance is that of customers as clusters, a ratio of two sums over customers. It is never taken
        to be smaller than that of independent answers. Source: W. G. Cochran, "Sampling Techniques" (3rd
        edition, 1977), section 9A.2; L. Kish, "Survey Sampling" (1965), for the design effect.
        """
        cluster, group = self.cluster
        given = np.where(answered, scores, 0.0)
        counts = np.bincount(cluster, answered, len(group))
        sums = np.bincount(cluster, given, len(group))
        squares = self._of_groups(np.bincount(cluster, given**2, len(group)))
        n, customers = self._of_groups(counts), self._of_groups(counts > 0)
        means = self._of_groups(sums) / np.maximum(n, 1)
        apart: Real = squares - n * means**2
        together: Real = self._of_groups((sums - means[group] * counts) ** 2)
        return {
            place: _design(int(n[place]), int(customers[place]), float(apart[place]), float(together[place]))
            for place in np.flatnonzero(n).tolist()
        }

    def tallies(self, numbers: Whole, chosen: npt.NDArray[np.bool_], steps: int) -> Whole:
        """Return how often each number from 0 on was given in each group."""
        flat = np.bincount(self.group[chosen] * steps + numbers[chosen], minlength=self.groups * steps)
        return flat.reshape(self.groups, steps)

    def moments(self, dimensions: tuple[str, ...], sums: Whole, counts: Whole) -> Mapping[int, Moments]:
        """Return the moments of customers by group, from the sums and numbers of the items of each entry.

        Rows are dimensions and columns are entries. All sheets of a customer are one.
        """
        cluster, group = self.cluster
        values = [np.bincount(cluster, row, len(group)).astype(np.int64) for row in (*sums, *counts)]
        has = [row > 0 for row in values[len(dimensions) :]]
        rows: list[npt.NDArray[Any]] = [np.logical_or.reduce(has), *has, *values]
        rows += [one * two for place, one in enumerate(values) for two in values[place:]]
        totals = np.array([self._of_groups(row) for row in rows])
        return {
            place: Moments(dimensions, [round(number) for number in totals[:, place].tolist()])
            for place in np.flatnonzero(totals[0]).tolist()
        }

    def _of_groups(self, of_clusters: npt.NDArray[Any]) -> Real:
        _, group = self.cluster
        return np.bincount(group, of_clusters, self.groups).astype(np.float64)


def _design(n: int, customers: int, apart: float, together: float) -> Design:
    if customers == n:
        return Design(n, customers)
    if customers == 1:
        return Design(n, customers, float(n))
    independent, clustered = apart * n / (n - 1), together * customers / (customers - 1)
    # Where all say the same, they are taken as worth one answer each.
    return Design(n, customers, max(1.0, clustered / independent) if independent > 1e-9 else n / customers)
