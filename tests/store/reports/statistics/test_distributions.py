"""The distributions against those of SciPy's larger module."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from store.reports.statistics.distributions import (
    beta_quantile,
    f_quantile,
    normal_tails,
    t_quantile,
    t_tails,
)

freedoms = st.floats(0.5, 5_000)


@given(probability=st.floats(0.01, 0.99), a=st.floats(0.5, 500), b=st.floats(0.5, 500))
def test_beta_quantile_is_that_of_scipy(probability: float, a: float, b: float) -> None:
    expected = float(stats.beta.ppf(probability, a, b))
    assert beta_quantile(probability, a, b) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("probability", "a", "b"), [(0.5, 0, 1), (0.5, 1, 0), (1.0, 1, 1)])
def test_beta_quantile_refuses_what_has_none(probability: float, a: float, b: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        beta_quantile(probability, a, b)


@given(probability=st.floats(0.5, 0.9999), freedom=freedoms)
def test_t_quantile_is_that_of_scipy(probability: float, freedom: float) -> None:
    expected = float(stats.t.ppf(probability, freedom))
    assert t_quantile(probability, freedom) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(t=st.floats(-50, 50), freedom=freedoms)
def test_t_tails_are_those_of_scipy(t: float, freedom: float) -> None:
    assert t_tails(t, freedom) == pytest.approx(2 * float(stats.t.sf(abs(t), freedom)), abs=1e-7)


@given(probability=st.floats(0.01, 0.99), first=st.integers(1, 500), second=st.integers(1, 5_000))
def test_f_quantile_is_that_of_scipy(probability: float, first: int, second: int) -> None:
    expected = float(stats.f.ppf(probability, first, second))
    assert f_quantile(probability, first, second) == pytest.approx(expected, rel=1e-6)


def test_normal_tails_are_two_sided() -> None:
    assert normal_tails(-1.959963984540054) == pytest.approx(0.05)


@pytest.mark.parametrize(("probability", "freedom"), [(0.975, 0), (0.4, 3), (1.0, 3)])
def test_t_quantile_refuses_what_has_none(probability: float, freedom: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(probability, freedom)


@pytest.mark.parametrize(("probability", "first", "second"), [(0.5, 0, 3), (0.5, 3, 0), (0.0, 3, 3)])
def test_f_quantile_refuses_what_has_none(probability: float, first: float, second: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        f_quantile(probability, first, second)
