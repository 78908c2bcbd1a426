"""What scores come to without a remedy, against statsmodels."""

from collections import Counter

import numpy as np
import pytest
import statsmodels.api as sm

from store.reports.statistics.regression import USUAL_SLOPE, beyond, expectation


def test_line_and_its_error_are_those_of_the_library() -> None:
    random = np.random.default_rng(3)
    first = random.integers(1, 6, 120)
    second = np.clip(first + random.integers(-2, 3, 120), 1, 5)
    found = expectation(Counter(zip(first.tolist(), second.tolist(), strict=True)), {})
    fitted = sm.OLS(second, sm.add_constant(first)).fit()
    assert found is not None
    at_two = fitted.get_prediction([[1.0, 2.0]])
    assert (found.n, found.is_modelled) == (120, False)
    assert found.after(2) == pytest.approx(float(at_two.predicted_mean[0]))
    assert found.error(2) == pytest.approx(float(at_two.se_mean[0]))


@pytest.mark.parametrize("repeats", [{(1, 3): 29}, {(4, 4): 50}, {}])
def test_few_or_equal_repeats_are_modelled(repeats: dict[tuple[int, int], int]) -> None:
    found = expectation(repeats, {1: 10, 5: 30})
    assert found is not None
    assert (found.is_modelled, found.slope, found.after(4.0), found.after(2.0)) == (
        True,
        USUAL_SLOPE,
        4.0,
        3.0,
    )


def test_nothing_is_expected_without_scores() -> None:
    assert expectation({}, {5: 1}) is None


def test_one_case_has_no_interval_and_none_no_mean() -> None:
    expected = expectation({}, {1: 10, 5: 30})
    assert expected is not None
    assert (beyond({(2, 5): 1}, expected, 4.0).value, beyond({(2, 5): 1}, expected, 4.0).interval) == (
        2.0,
        None,
    )
    with pytest.raises(ValueError, match="no answers"):
        beyond({}, expected, 4.0)
