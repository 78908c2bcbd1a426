"""The formulas against statsmodels and SciPy on random answers."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from store.reports.statistics.formulas import Mean, mean, mean_of, net_promoters, share_at_least
from store.reports.statistics.intervals import bounded
from tests.store.reports.samples import one_by_one, tallies


@given(tallies(1, 7))
def test_mean_of_a_tally_is_that_of_its_answers(tally: dict[int, int]) -> None:
    expected = DescrStatsW(one_by_one(tally))
    result = mean(tally)
    assert (result.n, result.value) == pytest.approx((expected.nobs, expected.mean))
    assert result.error == pytest.approx(float(expected.std_mean))
    assert result.interval == bounded(tally)


@given(tallies(1, 7))
def test_mean_of_values_has_the_t_interval_of_statsmodels(tally: dict[int, int]) -> None:
    expected = DescrStatsW(one_by_one(tally))
    low, high = expected.tconfint_mean()
    result = mean_of(tally.items(), 1, 7)
    assert result.interval is not None
    assert (result.n, result.value) == pytest.approx((expected.nobs, expected.mean))
    # Ours is cut to the scale.
    cut = (max(low, 1), min(high, 7))
    assert (result.interval.low, result.interval.high) == pytest.approx(cut, abs=1e-6)


@given(tallies(1, 5))
def test_csat_is_the_share_of_four_and_five(tally: dict[int, int]) -> None:
    answers = np.array(one_by_one(tally))
    low, high = proportion_confint((answers >= 4).sum(), answers.size, method="wilson")
    result = share_at_least(tally, 4)
    assert (result.n, result.value) == pytest.approx((answers.size, float((answers >= 4).mean())))
    assert (result.interval.low, result.interval.high) == pytest.approx((low, high), abs=1e-9)


@given(tallies(0, 10))
def test_nps_is_the_mean_of_plus_and_minus_one(tally: dict[int, int]) -> None:
    """Promoters count 1, detractors −1: the multinomial variance is that of these numbers over n."""
    answers = np.array(one_by_one(tally))
    scores = np.where(answers >= 9, 1, np.where(answers <= 6, -1, 0))
    result = net_promoters(tally)
    assert (result.n, result.value) == pytest.approx((answers.size, float(scores.mean())))
    assert result.error == pytest.approx(float(scores.std() / sqrt(scores.size)))
    around = bounded({score: int((scores == score).sum()) for score in (-1, 0, 1)})
    assert (result.interval.low, result.interval.high) == pytest.approx((around.low, around.high))


def test_nps_leaves_passives_out_of_both_sides() -> None:
    assert net_promoters({10: 5, 9: 1, 8: 2, 7: 1, 6: 2, 0: 1}).value == pytest.approx(3 / 12)


def test_nps_of_promoters_only_is_not_beyond_doubt() -> None:
    result = net_promoters({10: 10})
    assert (result.value, result.interval.high) == (1.0, 1.0)
    assert 0.2 < result.interval.low < 0.8


def test_mean_of_one_answer_has_no_interval() -> None:
    assert mean({1: 0, 4: 1, 5: 0}) == Mean(1, 4.0, None)


def test_mean_of_equal_answers_is_not_beyond_doubt() -> None:
    result = mean({1: 0, 4: 0, 5: 20})
    assert result.interval is not None
    assert (result.value, result.interval.high) == (5.0, 5.0)
    assert 4 < result.interval.low < 4.5


def test_mean_without_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="no answers"):
        mean_of([], 1, 5)


def test_share_without_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="no answers"):
        share_at_least({1: 0}, 1)
