"""SERVPERF, SERVQUAL and alpha against statsmodels and pingouin on random answers."""

import numpy as np
import pandas as pd
import pingouin
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from store.reports.statistics.moments import ItemSums, Moments
from store.reports.statistics.scales import alpha, dimension_mean, weighted_mean
from tests.store.reports.moments_by_hand import Totals, moments_of

WHOLE = st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=3, max_size=60).filter(
    lambda rows: len({sum(row) for row in rows}) > 1
)
PARTIAL = st.lists(st.lists(st.integers(-4, 4), min_size=1, max_size=3), min_size=3, max_size=60).filter(
    lambda rows: len({number for row in rows for number in row}) > 1
)


def empathy(totals: list[Totals]) -> Moments:
    return moments_of(totals, ["empathy"])


def both(totals: list[Totals]) -> Moments:
    return moments_of(totals, ["empathy", "assurance"])


@given(WHOLE)
def test_alpha_is_that_of_pingouin(rows: list[tuple[int, ...]]) -> None:
    value, (low, high) = pingouin.cronbach_alpha(pd.DataFrame(rows))
    result = alpha(ItemSums.of((row, 1) for row in rows))
    assert (result.n, result.value) == pytest.approx((len(rows), value))
    assert (result.interval.low, result.interval.high) == pytest.approx((low, high), abs=1e-3)


@given(WHOLE)
def test_dimension_of_whole_sheets_has_the_t_interval_of_the_customers(rows: list[tuple[int, ...]]) -> None:
    expected = DescrStatsW([sum(row) / 3 for row in rows])
    low, high = expected.tconfint_mean()
    result = dimension_mean(empathy([Totals({"empathy": (sum(row), 3)}) for row in rows]), "empathy", 1, 5)
    assert result.interval is not None
    assert (result.n, result.value) == pytest.approx((len(rows), expected.mean))
    cut = (max(low, 1), min(high, 5))
    assert (result.interval.low, result.interval.high) == pytest.approx(cut, abs=1e-6)


@given(PARTIAL)
def test_dimension_of_partial_sheets_has_the_clustered_error_of_statsmodels(rows: list[list[int]]) -> None:
    numbers = [number for row in rows for number in row]
    customers = [customer for customer, row in enumerate(rows) for _ in row]
    fit = sm.OLS(numbers, np.ones(len(numbers))).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(customers), "use_correction": False}
    )
    result = dimension_mean(
        empathy([Totals({"empathy": (sum(row), len(row))}) for row in rows]), "empathy", -4, 4
    )
    n = len(rows)
    assert result.value == pytest.approx(float(fit.params[0]))
    assert result.error == pytest.approx(float(fit.bse[0]) * (n / (n - 1)) ** 0.5, abs=1e-9)


@given(
    st.lists(st.tuples(*[st.integers(-4, 4)] * 2), min_size=3, max_size=60).filter(
        lambda rows: len({0.7 * row[0] + 0.3 * row[1] for row in rows}) > 1
    )
)
def test_weighted_gap_of_whole_sheets_is_the_mean_of_the_customers_own(rows: list[tuple[int, int]]) -> None:
    own = DescrStatsW([0.7 * first + 0.3 * second for first, second in rows])
    totals = [Totals({"empathy": (first, 1), "assurance": (second, 1)}) for first, second in rows]
    result = weighted_mean(both(totals), {"empathy": 0.7, "assurance": 0.3}, -4, 4)
    low, high = own.tconfint_mean()
    assert result.interval is not None
    assert result.value == pytest.approx(own.mean, abs=1e-9)
    cut = (max(low, -4), min(high, 4))
    assert (result.interval.low, result.interval.high) == pytest.approx(cut, abs=1e-6)


def test_weighted_mean_is_the_sum_of_weights_times_dimension_means() -> None:
    totals = [Totals({"empathy": (-3, 2)}, 3), Totals({"empathy": (1, 1), "assurance": (2, 1)}, 2)]
    result = weighted_mean(both(totals), {"empathy": 0.25, "assurance": 0.75}, -4, 4)
    assert (result.n, result.value) == pytest.approx((5, 0.25 * (-9 + 2) / 8 + 0.75 * 2))


def test_equal_customers_count_as_often_as_they_are() -> None:
    alike = dimension_mean(
        empathy([Totals({"empathy": (4, 1)}, 3), Totals({"empathy": (2, 1)}, 2)]), "empathy", 1, 5
    )
    apart = dimension_mean(
        empathy([*[Totals({"empathy": (4, 1)})] * 3, *[Totals({"empathy": (2, 1)})] * 2]), "empathy", 1, 5
    )
    assert (alike.n, alike.value) == (apart.n, apart.value)
    assert alike.error == pytest.approx(apart.error)


def test_single_customer_has_no_interval() -> None:
    assert dimension_mean(empathy([Totals({"empathy": (4, 1)})]), "empathy", 1, 5).interval is None


def test_dimension_without_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody answered about empathy"):
        dimension_mean(empathy([Totals({"assurance": (4, 1)})]), "empathy", 1, 5)


def test_alpha_leaves_out_sheets_with_a_gap() -> None:
    whole = [((1, 2), 3), ((4, 5), 2), ((3, 3), 1)]
    assert alpha(ItemSums.of([*whole, ((None, 5), 9)])) == alpha(ItemSums.of(whole))


@pytest.mark.parametrize("sheets", [[], [((1,), 5)], [((1, 2), 1)], [((1, 2), 9)]])
def test_alpha_refuses_what_has_no_reliability(sheets: list[tuple[tuple[int, ...], int]]) -> None:
    with pytest.raises(ValueError, match="no reliability"):
        alpha(ItemSums.of(sheets))
