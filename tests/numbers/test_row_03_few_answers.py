"""Row 3: from ten answers on intervals hold the truth in 92 of 100 cases at least; below there is none."""

import pytest

from store.reports.statistics.figures import Formula, figure
from store.reports.statistics.formulas import mean, net_promoters, share_at_least
from tests.simulation.inference.intervals import few_answers


def test_intervals_of_few_or_skewed_answers_hold_the_truth() -> None:
    found = list(few_answers(400))
    assert [each for each in found if each.after < 0.92] == []
    assert [each.what for each in found if each.before < 0.9 and "93 %" in each.what] == [
        "CES mean, 93 % at 7, n = 10",
        "CES mean, 93 % at 7, n = 30",
    ]


@pytest.mark.parametrize(("n", "shown"), [(9, False), (10, True)])
def test_fewer_than_ten_answers_have_no_interval(n: int, *, shown: bool) -> None:
    tally = dict.fromkeys(range(11), 0) | {9: n - 2, 3: 2}
    results = (net_promoters(tally), mean(tally), share_at_least(tally, 4))
    figures = [figure(Formula.MEAN, result) for result in results]
    assert [each.low is not None and each.high is not None for each in figures] == [shown] * 3
    assert [each.is_enough for each in figures] == [shown] * 3
