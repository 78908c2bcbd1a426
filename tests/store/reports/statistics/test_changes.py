"""Changes against statsmodels and SciPy on random answers."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from store.reports.statistics.changes import Change, NotComparable, change, surprise_of
from store.reports.statistics.figures import Formula
from store.reports.statistics.formulas import ENOUGH, Mean, mean, net_promoters, share_at_least
from store.reports.statistics.intervals import Interval
from tests.store.reports.samples import one_by_one, tallies


def interval_of(result: Change) -> tuple[float | None, float | None]:
    return result.figure.low, result.figure.high


def shown(interval: tuple[float, float], *answers: int) -> tuple[float | None, float | None]:
    """The interval, which is left out where one side has fewer than ten answers."""
    return interval if min(answers) >= ENOUGH else (None, None)


@given(tallies(1, 5), tallies(1, 5))
def test_change_of_shares_is_newcombes_with_the_pooled_test(old: dict[int, int], new: dict[int, int]) -> None:
    before, after = share_at_least(old, 4), share_at_least(new, 4)
    result = change(before, after)
    low, high = confint_proportions_2indep(
        after.count, after.n, before.count, before.n, compare="diff", method="newcomb"
    )
    assert (result.figure.formula, result.figure.n) == (Formula.SHARE_CHANGE, min(before.n, after.n))
    assert interval_of(result) == pytest.approx(shown((low, high), before.n, after.n), abs=1e-9)
    if 0 < before.count + after.count < before.n + after.n:
        _, p = proportions_ztest([after.count, before.count], [after.n, before.n])
        assert result.p == pytest.approx(p, abs=1e-9)


@given(tallies(1, 7), tallies(1, 7))
def test_change_of_means_is_welchs(old: dict[int, int], new: dict[int, int]) -> None:
    expected = stats.ttest_ind(one_by_one(new), one_by_one(old), equal_var=False)
    interval = expected.confidence_interval(0.95)
    result = change(mean(old), mean(new))
    expected_interval = shown((interval.low, interval.high), sum(old.values()), sum(new.values()))
    assert interval_of(result) == pytest.approx(expected_interval, abs=1e-5)
    assert result.p == pytest.approx(float(expected.pvalue), abs=1e-6)


@given(tallies(0, 10), tallies(0, 10))
def test_change_of_balances_adds_their_variances(old: dict[int, int], new: dict[int, int]) -> None:
    scores = [
        np.where(each >= 9, 1, np.where(each <= 6, -1, 0))
        for each in map(np.array, map(one_by_one, (old, new)))
    ]
    variances = [each.var() / each.size for each in scores]
    error = sqrt(sum(variances))
    result = change(net_promoters(old), net_promoters(new))
    difference = float(scores[1].mean() - scores[0].mean())
    assert result.figure.value == pytest.approx(difference, abs=1e-12)
    if all(variances):
        low, high = stats.norm.interval(0.95, difference, error)
        cut = (max(low, -2), min(high, 2))
        assert interval_of(result) == pytest.approx(shown(cut, len(scores[0]), len(scores[1])), abs=1e-9)
        assert result.p == pytest.approx(2 * float(stats.norm.sf(abs(difference) / error)), abs=1e-9)


def test_change_between_unanimous_answers_is_not_beyond_doubt() -> None:
    result = change(mean({1: 0, 2: 12, 5: 0}), mean({1: 0, 4: 12, 5: 0}))
    assert result.figure.value == 2.0
    assert result.figure.low is not None
    assert 0 < result.figure.low < 2


@pytest.mark.parametrize("n", [1, 3])
def test_fewer_than_ten_answers_make_a_change_without_an_interval(n: int) -> None:
    result = change(net_promoters({10: n}), net_promoters({10: 30, 8: 15, 3: 10}))
    assert (interval_of(result), result.differs) == ((None, None), False)


@pytest.mark.parametrize("n", [10, 12, 30])
def test_a_few_who_agree_do_not_make_a_change_of_balances_certain(n: int) -> None:
    """Some customers gave a 10; in the next period 55 customers came to +36."""
    result = change(net_promoters({10: n}), net_promoters({10: 30, 8: 15, 3: 10}))
    low, high = result.figure.low, result.figure.high
    assert result.figure.value == pytest.approx(-35 / 55)
    assert low is not None
    assert high is not None
    assert low < -35 / 55 < high
    assert (result.p < 0.05) is (high < 0) is result.differs
    assert high - low > 0.3


@pytest.mark.parametrize(("n", "is_certain"), [(12, False), (200, True)])
def test_a_few_who_agree_do_not_make_a_change_of_means_certain(n: int, *, is_certain: bool) -> None:
    varied = mean({1: 0, 3: 20, 4: 60, 5: 40})
    for sides in ((mean({1: 0, 5: n}), varied), (varied, mean({1: 0, 5: n}))):
        result = change(*sides)
        assert result.figure.low is not None
        assert result.figure.high is not None
        assert (result.p < 0.05) is not (result.figure.low <= 0 <= result.figure.high)
        assert result.differs is is_certain


def test_p_of_unanimous_answers_is_that_of_their_interval() -> None:
    """Both arms, squared and added, are 1.96 standard errors."""
    before, after = net_promoters({10: 40}), net_promoters({10: 30, 8: 15, 3: 10})
    arms = (before.value - before.interval.low, after.interval.high - after.value)
    z = (after.value - before.value) / (sqrt(sum(arm**2 for arm in arms)) / 1.959963984540054)
    # The arms that point at the other side: down from +100, up from +36.
    assert change(before, after).p == pytest.approx(2 * float(stats.norm.sf(abs(z))), abs=1e-12)


@pytest.mark.parametrize(("least", "differs"), [(9, False), (10, True)])
def test_change_of_fewer_than_ten_answers_is_never_called_one(least: int, *, differs: bool) -> None:
    result = change(share_at_least({1: least, 5: 0}, 4), share_at_least({1: 10, 5: 190}, 4))
    assert (result.p < 0.001, result.differs) == (True, differs)


def test_two_shares_of_one_kind_are_as_surprising_as_fishers_test_says() -> None:
    few, many = share_at_least({0: 7, 1: 13}, 1), share_at_least({0: 5, 1: 25}, 1)
    one_sided = stats.fisher_exact([[13, 7], [25, 5]], alternative="less").pvalue
    assert surprise_of(few, many) == pytest.approx(2 * float(one_sided), abs=1e-9)
    assert surprise_of(many, few) == surprise_of(few, many)


def test_no_change_between_equal_answers_is_no_surprise() -> None:
    assert change(mean({1: 0, 4: 12, 5: 0}), mean({1: 0, 4: 30, 5: 0})).p == 1.0


def test_mean_of_one_answer_is_not_compared() -> None:
    with pytest.raises(NotComparable):
        change(mean({1: 0, 4: 1, 5: 0}), mean({1: 2, 4: 1, 5: 0}))


def test_expected_score_of_one_case_is_not_compared() -> None:
    """It has an interval, that of the line, but one case has no spread."""
    one, several = (Mean(n, 3.0, Interval(2.5, 3.5), 0.25) for n in (1, 12))
    for before, after in ((one, several), (several, one), (one, one)):
        with pytest.raises(NotComparable):
            change(before, after)


def test_unlike_results_are_not_compared() -> None:
    with pytest.raises(NotComparable):
        change(mean({1: 2, 5: 3}), share_at_least({1: 2, 5: 3}, 4))
