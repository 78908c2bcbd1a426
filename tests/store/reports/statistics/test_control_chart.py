"""Control charts: limits, dispersion and the named rules."""

from math import sqrt

import numpy as np
import pytest

from store.reports.statistics.control_chart import ControlChart, Counted, SignalRule, control_chart

STEADY = (50, 54, 47, 52, 49, 51, 46, 53, 50, 48)


def chart(counts: tuple[int, ...], n: int = 100) -> ControlChart:
    found = control_chart([Counted(f"{at:02d}", count, n) for at, count in enumerate(counts)])
    assert found is not None
    return found


def test_limits_are_three_standard_errors_of_the_weeks_before() -> None:
    found = chart((*STEADY, 30))
    centre = sum(STEADY) / 1000
    margin = 3 * sqrt(centre * (1 - centre) / 100)
    assert (found.centre, found.dispersion) == (centre, 1.0)
    assert (found.last.low, found.last.high) == pytest.approx((centre - margin, centre + margin))
    assert (found.last.rules, found.last.is_high) == ((SignalRule.BEYOND,), False)
    assert [point.rules for point in found.points[:-1]] == [()] * 10


def test_weeks_that_vary_more_than_chance_have_wider_limits() -> None:
    """Laney's p′: the scores have the standard deviation that their neighbours differ by, over 1.128."""
    found = chart((30, 70, 32, 68, 35, 66, 31, 69, 30, 70, 30))
    former = [30, 70, 32, 68, 35, 66, 31, 69, 30, 70]
    centre = sum(former) / 1000
    scores = (np.array(former) / 100 - centre) / sqrt(centre * (1 - centre) / 100)
    assert found.dispersion == pytest.approx(np.abs(np.diff(scores)).mean() / 1.128)
    assert found.last.rules == ()


@pytest.mark.parametrize(
    ("newest", "rule", "is_high"),
    [
        ((61, 50, 62), SignalRule.TWO_OF_THREE, True),
        ((39, 38), SignalRule.TWO_OF_THREE, False),
        ((52,) * 8, SignalRule.RUN, True),
        ((46, 48, 50, 52, 54, 56), SignalRule.TREND, True),
    ],
)
def test_signals_have_names(newest: tuple[int, ...], rule: SignalRule, is_high: bool) -> None:
    last = chart((*STEADY, *newest)).last
    assert (rule in last.rules, last.is_high) == (True, is_high)


def test_few_weeks_have_no_chart() -> None:
    assert control_chart([Counted(str(at), 5, 10) for at in range(8)]) is None
    assert control_chart([Counted(str(at), 5, 10 * (at > 3)) for at in range(12)]) is None


@pytest.mark.parametrize(("former", "newest"), [(0, 30), (40, 10)])
def test_change_after_unanimous_weeks_is_a_signal(former: int, newest: int) -> None:
    """The centre is the middle of Wilson's interval of the former weeks at three standard errors."""
    found = chart((*(former,) * 20, newest), n=40)
    centre = (former * 20 + 4.5) / (800 + 9)
    margin = 3 * sqrt(centre * (1 - centre) / 40)
    assert (found.centre, found.dispersion) == (centre, 1.0)
    assert (found.last.low, found.last.high) == pytest.approx(
        (max(centre - margin, 0), min(centre + margin, 1))
    )
    assert (found.last.rules, found.last.is_high) == ((SignalRule.BEYOND,), newest > former)


@pytest.mark.parametrize(
    ("former", "newest"), [(0, 0), (0, 1), (40, 39), (40, 40)], ids=["none", "one", "all but one", "all"]
)
def test_unanimous_weeks_and_one_of_another_kind_are_no_signal(former: int, newest: int) -> None:
    assert [point.rules for point in chart((*(former,) * 25, newest), n=40).points] == [()] * 26


def test_steady_weeks_seldom_are_a_signal_beyond_the_limits() -> None:
    random = np.random.default_rng(5)
    alarms = 0
    for _ in range(400):
        found = control_chart(
            [Counted(str(at), int(count), 200) for at, count in enumerate(random.binomial(200, 0.8, 26))]
        )
        assert found is not None
        alarms += SignalRule.BEYOND in found.last.rules
    assert alarms / 400 <= 0.02
