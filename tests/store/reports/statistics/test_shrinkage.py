"""Shrinkage against a published analysis, and an integration by SciPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from store.reports.statistics.shrinkage import Observed, TooFewGroups, shrink, shrink_shares

# Rubin (1981): coaching in eight schools. Effects and their standard errors.
SCHOOLS = [
    Observed(effect, error**2)
    for effect, error in zip((28, 8, -3, 7, -1, 1, 18, 12), (15, 10, 16, 11, 9, 11, 10, 18), strict=True)
]


def test_eight_schools_come_out_as_published() -> None:
    """Gelman et al., Bayesian Data Analysis (3rd edition), table 5.3: medians 10, 8, 7, 8, 5, 6, 10, 8."""
    values = [each.value for each in shrink(SCHOOLS)]
    assert values == pytest.approx([11, 8, 6, 8, 5, 6, 10.5, 8.5], abs=0.6)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.2, 2)), min_size=4, max_size=8))
def test_estimate_is_that_of_an_adaptive_integration(groups: list[tuple[float, float]]) -> None:
    observed = [Observed(value, error**2) for value, error in groups]
    y, v = np.array([each.value for each in observed]), np.array([each.variance for each in observed])
    widest = 4 * (np.ptp(y) + np.sqrt(v.min()))

    def density(spread: float) -> float:
        total = v + spread**2
        mean = np.average(y, weights=1 / total)
        misfit = np.log(total).sum() + ((y - mean) ** 2 / total).sum() + np.log((1 / total).sum())
        return float(np.exp(-0.5 * misfit))

    def first(spread: float) -> float:
        total = v + spread**2
        mean = np.average(y, weights=1 / total)
        return float((mean + spread**2 / total[0] * (y[0] - mean)) * density(spread))

    expected = integrate.quad(first, 0, widest, limit=60)[0] / integrate.quad(density, 0, widest, limit=60)[0]
    assert shrink(observed)[0].value == pytest.approx(expected, abs=0.02)


def test_small_groups_lean_more_to_the_common_mean() -> None:
    small, large, *_ = shrink_shares([(9, 10), (900, 1000), (30, 100), (55, 100), (70, 100)])
    assert small.value < large.value
    assert small.kept < large.kept


def test_large_groups_stay_where_they_are() -> None:
    estimates = shrink_shares([(2_000, 10_000), (5_000, 10_000), (9_000, 10_000)])
    assert [each.value for each in estimates] == pytest.approx([0.2, 0.5, 0.9], abs=0.002)


def test_equal_groups_are_taken_together() -> None:
    (first, *_) = shrink([Observed(1.0, 0.5)] * 20)
    assert first.value == pytest.approx(1.0)
    assert first.interval.high - first.interval.low < 2 * 1.96 * 0.5**0.5


def test_shares_of_nothing_and_all_have_room() -> None:
    low, _, high = shrink_shares([(0, 20), (10, 20), (20, 20)])
    assert low.interval.high > 0.02
    assert high.interval.low < 0.98


def test_two_groups_are_too_few() -> None:
    with pytest.raises(TooFewGroups):
        shrink(SCHOOLS[:2])


def test_error_without_size_is_refused() -> None:
    with pytest.raises(ValueError, match="must have a size"):
        shrink([*SCHOOLS, Observed(1.0, 0.0)])
