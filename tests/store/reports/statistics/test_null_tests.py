"""The probability of a group's answers, where all answers are of one kind."""

import numpy as np
import pytest
from scipy import stats

from store.reports.statistics.null_tests import Drawn, surprise


def test_small_group_is_binomial_in_its_shares() -> None:
    everything = {0: 40, 1: 160}
    expected = 2 * float(stats.binom.cdf(4, 10, 0.8))
    assert surprise(Drawn(0.4, 10), everything, 200) == pytest.approx(expected, abs=1e-9)


def test_large_part_is_drawn_without_replacement() -> None:
    expected = 2 * float(stats.hypergeom.cdf(11, 50, 38, 20))
    assert surprise(Drawn(11 / 20, 20), {0: 12, 1: 38}, 50) == pytest.approx(expected, abs=1e-9)


def test_longer_scale_is_that_of_many_random_draws() -> None:
    everything = {1: 2, 2: 1, 3: 3, 4: 6, 5: 10, 6: 14, 7: 44}
    random = np.random.default_rng(3)
    given = np.repeat(list(everything), list(everything.values()))
    sums = np.array([random.choice(given, 20, replace=False).sum() for _ in range(20_000)])
    expected = 2 * float((sums <= 105).mean())
    assert surprise(Drawn(105 / 20, 20), everything, 80) == pytest.approx(expected, abs=0.01)


def test_many_answers_are_on_the_normal_curve() -> None:
    everything = {-1: 30_000, 0: 30_000, 1: 40_000}
    z = (0.12 - 0.1) / np.sqrt((0.7 - 0.01) / 5_000)
    expected = 2 * float(stats.norm.sf(z))
    assert surprise(Drawn(0.12, 5_000), everything, 100_000) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("everything", [{}, {5: 30}, {1: 0, 5: 30}])
def test_equal_answers_surprise_no_one(everything: dict[int, int]) -> None:
    assert surprise(Drawn(5.0, 10), everything, 30) == 1.0


def test_a_group_that_is_everything_does_not_differ_from_it() -> None:
    assert surprise(Drawn(0.5, 20), {0: 10, 1: 10}, 20) == 1.0
