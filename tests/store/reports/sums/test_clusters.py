"""Clusters of all groups at once come to what each group by itself comes to."""

import numpy as np
import pytest

from store.reports.statistics.design import Design
from store.reports.sums.clusters import Clusters
from tests.store.reports.moments_by_hand import Totals, moments_of
from tests.store.reports.samples import design_of


def test_designs_of_groups_are_those_of_each_by_itself() -> None:
    random = np.random.default_rng(4)
    group, customer = random.integers(0, 3, 200), random.integers(0, 40, 200)
    scores, answered = random.integers(0, 2, 200).astype(np.float64), random.random(200) < 0.8
    found = Clusters(3, group, customer).designs(scores, answered)
    for place in range(3):
        chosen = (group == place) & answered
        alone = design_of(scores[chosen], customer[chosen])
        assert (found[place].n, found[place].customers) == (alone.n, alone.customers)
        assert found[place].effect == pytest.approx(alone.effect)


def test_group_without_answers_has_no_design() -> None:
    clusters = Clusters(2, np.array([0, 0]), np.array([1, 1]))
    assert clusters.designs(np.array([1.0, 0.0]), np.array([True, True])) == {0: Design(2, 1, 2.0)}


def test_sheets_of_one_customer_are_one() -> None:
    clusters = Clusters(1, np.zeros(3, dtype=np.int64), np.array([5, 5, 8]))
    sums, counts = np.array([[4, 5, 2]]), np.array([[1, 1, 1]])
    expected = moments_of([Totals({"empathy": (9, 2)}), Totals({"empathy": (2, 1)})], ["empathy"])
    found = clusters.moments(("empathy",), sums, counts)[0]
    assert list(found.sums) == list(expected.sums)


def test_numbers_are_counted_by_group() -> None:
    clusters = Clusters(2, np.array([0, 1, 1]), np.array([1, 2, 3]))
    assert clusters.tallies(np.array([1, 0, 1]), np.array([True, True, False]), 2).tolist() == [
        [0, 1],
        [1, 0],
    ]
