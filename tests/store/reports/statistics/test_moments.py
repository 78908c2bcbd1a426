"""Sums that can be added: of two groups together they are those of both."""

from operator import add

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from store.reports.statistics.moments import (
    ItemSums,
    Moments,
    items_size,
)
from tests.store.reports.moments_by_hand import Totals, moments_of

NAMES = ("reliability", "empathy", "tangibles")
each = st.tuples(st.integers(-8, 8), st.integers(0, 3)).map(lambda pair: pair if pair[1] else (0, 0))
customers = st.lists(st.tuples(*[each] * len(NAMES)), max_size=20)
sheets = st.lists(st.tuples(*[st.none() | st.integers(1, 5)] * 3), max_size=20)


def moments(rows: list[tuple[tuple[int, int], ...]]) -> Moments:
    return moments_of([Totals(dict(zip(NAMES, row, strict=True))) for row in rows], NAMES)


@given(customers, customers)
def test_moments_of_both_are_the_sums(
    first: list[tuple[tuple[int, int], ...]], second: list[tuple[tuple[int, int], ...]]
) -> None:
    together = list(map(add, moments(first).sums, moments(second).sums))
    assert moments([*first, *second]).sums == together


@given(customers)
def test_products_are_those_of_numpy(rows: list[tuple[tuple[int, int], ...]]) -> None:
    numbers = np.array([[value for value, _ in row] for row in rows] or np.zeros((0, 3)), dtype=int)
    counts = np.array([[count for _, count in row] for row in rows] or np.zeros((0, 3)), dtype=int)
    found = moments(rows)
    for one, first in enumerate(NAMES):
        assert found.values(first) == (numbers[:, one].sum(), counts[:, one].sum())
        assert found.customers(first) == (counts[:, one] > 0).sum()
        for two, second in enumerate(NAMES):
            assert found.products(first, second) == (
                numbers[:, one] @ numbers[:, two],
                numbers[:, one] @ counts[:, two],
                counts[:, one] @ numbers[:, two],
                counts[:, one] @ counts[:, two],
            )
    assert found.customers() == (counts.sum(axis=1) > 0).sum()


def test_size_is_told_before() -> None:
    assert len(ItemSums.of([((1, 2, 3), 1)]).sums) == items_size(3)


@given(sheets)
def test_spreads_are_n_times_the_squared_deviations(rows: list[tuple[int | None, ...]]) -> None:
    found = ItemSums.of((row, 1) for row in rows)
    whole = np.array([row for row in rows if None not in row] or np.zeros((0, 3)), dtype=int)
    assert found.customers == len(whole)
    if len(whole):
        apart, together = found.spreads()
        assert np.isclose(apart, len(whole) * ((whole - whole.mean(axis=0)) ** 2).sum())
        totals = whole.sum(axis=1)
        assert np.isclose(together, len(whole) * ((totals - totals.mean()) ** 2).sum())
