"""A figure carries all that it takes to judge it."""

import pytest

from store.reports.statistics.figures import Figure, Formula, figure, with_interval
from store.reports.statistics.formulas import ENOUGH, Mean, Share, net_promoters, share_at_least
from store.reports.statistics.intervals import Interval, wilson


def test_result_keeps_its_value_and_interval() -> None:
    share = share_at_least({4: 3, 5: 9}, 5)
    interval = wilson(9, 12)
    assert figure(Formula.CSAT, share) == Figure(Formula.CSAT, 12, 0.75, interval.low, interval.high)


def test_single_answer_has_a_mean_without_an_interval() -> None:
    assert figure(Formula.MEAN, Mean(1, 4.0, None)) == Figure(Formula.MEAN, 1, 4.0, None, None)


@pytest.mark.parametrize(
    ("n", "interval", "expected"),
    [
        (ENOUGH, Interval(0.1, 0.9), True),
        (ENOUGH - 1, Interval(0.1, 0.9), False),
        (ENOUGH, None, False),
        (0, None, False),
    ],
)
def test_enough_takes_answers_and_an_interval(n: int, interval: Interval | None, *, expected: bool) -> None:
    assert with_interval(Formula.YES, n, 0.5, interval).is_enough is expected


@pytest.mark.parametrize("result", [net_promoters({6: 5, 10: 5}), Share(5, 10, wilson(5, 10))])
def test_value_lies_within_its_interval(result: Share) -> None:
    found = figure(Formula.NPS, result)
    assert found.low is not None
    assert found.value is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_no_two_formulas_are_called_the_same() -> None:
    assert len({formula.value for formula in Formula}) == len(Formula)
