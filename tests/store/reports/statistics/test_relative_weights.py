"""Relative weights, held against the average over all orderings of the predictors."""

from itertools import permutations

import numpy as np
import pytest

from store.reports.statistics.arrays import Real
from store.reports.statistics.relative_weights import (
    DriverSample,
    RelativeWeight,
    needed,
    relative_weights,
)

SLOPES = np.array([0.6, 0.3, 0.0])
TOGETHER = np.linalg.cholesky(0.4 * np.ones((3, 3)) + 0.6 * np.eye(3))


def sample(seed: int, n: int = 200, slopes: Real = SLOPES) -> DriverSample:
    random = np.random.default_rng(seed)
    predictors = random.standard_normal((n, len(slopes))) @ TOGETHER[: len(slopes), : len(slopes)].T
    outcome = predictors @ slopes + random.standard_normal(n)
    return DriverSample(predictors, outcome, np.ones(n), np.arange(n), named=False)


def values(found: list[RelativeWeight] | tuple[RelativeWeight, ...]) -> list[float]:
    return [each.importance.value for each in found]


def explained(observed: DriverSample, chosen: tuple[int, ...]) -> float:
    """R² of a regression on some of the predictors, by least squares."""
    design = np.hstack([np.ones((len(observed.outcome), 1)), observed.predictors[:, chosen]])
    left = observed.outcome - design @ np.linalg.lstsq(design, observed.outcome, rcond=None)[0]
    return 1 - float(left.var() / observed.outcome.var())


def averaged(observed: DriverSample, predictors: int) -> list[float]:
    """What each predictor adds to R², averaged over all orders in which predictors can come (LMG)."""
    orders = list(permutations(range(predictors)))
    added = np.zeros(predictors)
    for order in orders:
        for place, each in enumerate(order):
            added[each] += explained(observed, order[: place + 1]) - explained(observed, order[:place])
    return [float(each) for each in added / len(orders)]


def test_two_weights_are_the_average_over_orders() -> None:
    """With two predictors both methods are the same."""
    observed = sample(1, slopes=SLOPES[:2])
    assert values(list(relative_weights(observed))) == pytest.approx(averaged(observed, 2), abs=1e-9)


def test_three_weights_are_near_the_average_over_orders_and_add_up() -> None:
    observed = sample(2)
    found = values(list(relative_weights(observed)))
    assert found == pytest.approx(averaged(observed, 3), abs=0.01)
    assert sum(found) == pytest.approx(explained(observed, (0, 1, 2)))


def test_integer_weights_count_as_rows() -> None:
    observed, random = sample(3), np.random.default_rng(3)
    times = random.integers(1, 4, len(observed.outcome))
    weighted = DriverSample(
        observed.predictors, observed.outcome, times.astype(float), observed.customers, False
    )
    whole = DriverSample(
        np.repeat(observed.predictors, times, axis=0),
        np.repeat(observed.outcome, times),
        np.ones(int(times.sum())),
        np.repeat(observed.customers, times),
        named=False,
    )
    assert values(list(relative_weights(weighted))) == pytest.approx(values(list(relative_weights(whole))))


def test_answers_of_the_same_customer_make_intervals_no_shorter() -> None:
    observed = sample(4)
    twice = DriverSample(
        np.vstack([observed.predictors] * 2),
        np.hstack([observed.outcome] * 2),
        np.ones(2 * len(observed.outcome)),
        np.hstack([observed.customers] * 2),
        named=False,
    )
    assert relative_weights(twice)[0].importance.value == pytest.approx(
        relative_weights(observed)[0].importance.value
    )
    once, again = (relative_weights(each)[0].importance.interval for each in (observed, twice))
    assert again.high - again.low == pytest.approx(once.high - once.low, rel=0.15)


def test_intervals_hold_the_truth_and_chance_is_not_clear() -> None:
    truth = values(list(relative_weights(sample(5, n=50_000))))
    held, false = np.zeros(3), 0
    for seed in range(100):
        observed = sample(1000 + seed)
        found = relative_weights(observed)
        held += [
            each.importance.interval.low <= true <= each.importance.interval.high
            for each, true in zip(found, truth, strict=True)
        ]
        mixed = np.random.default_rng(seed).permutation(observed.predictors)
        without = DriverSample(mixed, observed.outcome, observed.weights, observed.customers, named=False)
        false += any(each.is_clear for each in relative_weights(without))
    assert held.min() >= 86
    assert false <= 6


def test_performance_is_the_mean_of_ratings_or_the_outcome_of_those_who_named_it() -> None:
    named = DriverSample(
        np.array([[1.0], [1.0], [0.0], [0.0]] * 20),
        np.array([1.0, 3.0, 5.0, 4.0] * 20),
        np.array([1.0, 1.0, 5.0, 5.0] * 20),
        np.arange(80),
        named=True,
    )
    rated = DriverSample(named.predictors, named.outcome, np.ones(80), named.customers, named=False)
    (one,), (other,) = relative_weights(named), relative_weights(rated)
    assert (one.performance.value, other.performance.value) == (2.0, 0.5)
    assert one.performance.interval.low < 2.0 < one.performance.interval.high


def test_predictors_that_say_the_same_share_alike() -> None:
    observed = sample(6, slopes=SLOPES[:1])
    both = DriverSample(
        np.hstack([observed.predictors] * 2), observed.outcome, observed.weights, observed.customers, False
    )
    one, other = values(list(relative_weights(both)))
    assert (one, one + other) == pytest.approx((other, explained(observed, (0,))))


def test_needed_customers_grow_with_predictors() -> None:
    assert [needed(number) for number in (1, 7)] == [58, 106]
