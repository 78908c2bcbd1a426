"""The composite of measures, and ranks that intervals leave open."""

import numpy as np
import pytest

from store.reports.statistics.composite import RankSpan, composite, rank_spans
from store.reports.statistics.intervals import Estimate, Interval, wilson


def estimate(value: float, arm: float) -> Estimate:
    return Estimate(value, Interval(value - arm, value + arm))


def test_composite_is_the_weighted_mean_with_added_arms() -> None:
    found = composite([(estimate(0.8, 0.1), 3), (Estimate(0.4, Interval(0.1, 0.6)), 1)])
    assert found.value == pytest.approx(0.7)
    assert found.interval.low == pytest.approx(0.7 - (0.3**2 + 0.3**2) ** 0.5 / 4)
    assert found.interval.high == pytest.approx(0.7 + (0.3**2 + 0.2**2) ** 0.5 / 4)


def test_composite_without_weights_is_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        composite([(estimate(0.5, 0.1), 0)])


def test_interval_holds_the_truth() -> None:
    random, shares, weights = np.random.default_rng(7), np.array([0.9, 0.7, 0.5]), (35, 20, 10)
    truth, held = float(shares @ np.array(weights)) / sum(weights), 0
    for successes in random.binomial(30, shares, (2000, 3)):
        parts = [
            (Estimate(count / 30, wilson(count, 30)), weight)
            for count, weight in zip(successes.tolist(), weights, strict=True)
        ]
        interval = composite(parts).interval
        held += interval.low <= truth <= interval.high
    assert 0.93 <= held / 2000 <= 0.97


def test_ranks_are_open_where_intervals_overlap() -> None:
    spans = rank_spans([estimate(0.9, 0.02), estimate(0.7, 0.05), estimate(0.72, 0.05), estimate(0.4, 0.02)])
    assert spans == (RankSpan(1, 1), RankSpan(2, 3), RankSpan(2, 3), RankSpan(4, 4))
    assert [str(span) for span in spans] == ["1", "2–3", "2–3", "4"]
    assert rank_spans([estimate(0.5, 0.0), estimate(0.5, 0.0)]) == (RankSpan(1, 2),) * 2
    assert rank_spans([estimate(0.5, 0.0), estimate(0.6, 0.0)]) == (RankSpan(2, 2), RankSpan(1, 1))


def test_equal_groups_seldom_have_a_rank() -> None:
    random, false = np.random.default_rng(8), 0
    for _ in range(400):
        groups = [
            Estimate(count / 100, wilson(count, 100)) for count in random.binomial(100, 0.8, 8).tolist()
        ]
        false += any(span != RankSpan(1, 8) for span in rank_spans(groups))
    assert false / 400 <= 0.06
