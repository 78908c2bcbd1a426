"""The standard deviation of scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.reports.statistics.spread import Scores, spread
from tests.simulation.inference.scatter import spreads

FIVE = 4.0


def scores_of(numbers: list[int], customers: list[int] | None = None) -> Scores:
    whose = np.arange(len(numbers)) if customers is None else np.array(customers)
    return Scores.of(np.array(numbers, dtype=np.float64), whose)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=60))
def test_value_is_that_of_numpy_and_inside_its_interval(numbers: list[int]) -> None:
    found = spread(scores_of(numbers), FIVE)
    assert found is not None
    assert found.value == pytest.approx(float(np.std(numbers, ddof=1)))
    if found.interval is not None:
        assert 0 < found.interval.low <= found.value <= found.interval.high


def test_error_is_that_of_leaving_out_one_customer_at_a_time() -> None:
    numbers, whose = [1, 2, 5, 5, 4, 3, 3, 5, 1], [0, 0, 1, 1, 2, 2, 3, 4, 4]
    logs = [
        np.log(np.std([each for each, who in zip(numbers, whose, strict=True) if who != left], ddof=1))
        for left in range(5)
    ]
    found = spread(scores_of(numbers, whose), FIVE)
    assert found is not None
    assert found.error == pytest.approx(found.value * np.sqrt(4 / 5 * np.sum((logs - np.mean(logs)) ** 2)))


@pytest.mark.parametrize("numbers", [[3] * 20, [5] * 19 + [1]])
def test_no_interval_where_one_customer_carries_all_of_it(numbers: list[int]) -> None:
    found = spread(scores_of(numbers), FIVE)
    assert found is not None
    assert found.interval is None


def test_single_score_has_no_spread() -> None:
    assert spread(scores_of([4]), FIVE) is None


def test_interval_holds_the_truth_where_customers_answer_again() -> None:
    found = {each.what: each.after for each in spreads(200)}
    assert all(held >= 0.9 for held in found.values()), found
