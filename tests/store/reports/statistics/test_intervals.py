"""The intervals against statsmodels and SciPy."""

import pytest
from hypothesis import given
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from store.reports.statistics.intervals import Interval, feldt, newcombe, student, unanimous, wilson
from tests.store.reports.samples import counts


@given(counts())
def test_wilson_is_that_of_statsmodels(count: tuple[int, int]) -> None:
    low, high = proportion_confint(*count, method="wilson")
    interval = wilson(*count)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


@given(counts(), counts())
def test_newcombe_is_that_of_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    low, high = confint_proportions_2indep(*second, *first, compare="diff", method="newcomb")
    interval = newcombe(first, second)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


@given(counts())
def test_wilson_holds_the_share_itself(count: tuple[int, int]) -> None:
    interval = wilson(*count)
    assert 0 <= interval.low <= count[0] / count[1] <= interval.high <= 1


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (3, 2), (-1, 2)])
def test_wilson_refuses_what_is_no_share(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n)


def test_unanimous_answers_leave_room_for_doubt() -> None:
    interval = unanimous(5, 10, 1, 5)
    assert (interval.low, interval.high) == pytest.approx((5 - 4 * 0.2775, 5), abs=1e-3)


def test_unanimous_doubt_shrinks_with_more_answers() -> None:
    assert unanimous(5, 1_000, 1, 5).low > 4.98


def test_feldt_reaches_around_alpha_by_the_quantiles_of_f() -> None:
    low, high = (1 - 0.2 * float(stats.f.ppf(q, 49, 196)) for q in (0.975, 0.025))
    interval = feldt(0.8, 5, 50)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-7)


@pytest.mark.parametrize(("items", "n"), [(1, 10), (3, 1)])
def test_feldt_refuses_what_has_no_reliability(items: int, n: int) -> None:
    with pytest.raises(ValueError, match="no reliability"):
        feldt(0.5, items, n)


def test_student_refuses_a_single_value() -> None:
    with pytest.raises(ValueError, match="no spread"):
        student(0)


def test_interval_is_cut_to_what_is_possible() -> None:
    assert Interval(-0.5, 1.5).within(0, 1) == Interval(0, 1)
