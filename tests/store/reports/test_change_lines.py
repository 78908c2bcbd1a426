"""Changes that are shown together."""

import pytest

from store.reports.change_lines import change_line, corrected
from store.reports.statistics.changes import NotComparable
from store.reports.statistics.formulas import mean, share_at_least
from store.reports.sums.measures import Measure, Subject

SUBJECT = Subject(Measure.CSAT, question="satisfaction")


def test_line_has_both_figures_and_the_difference() -> None:
    line = change_line(SUBJECT, share_at_least({1: 20, 5: 20}, 4), share_at_least({1: 10, 5: 30}, 4))
    assert (line.before.value, line.after.value, line.change.figure.value) == (0.5, 0.75, 0.25)


def test_more_lines_make_each_change_less_sure() -> None:
    line = change_line(SUBJECT, share_at_least({1: 20, 5: 20}, 4), share_at_least({1: 10, 5: 30}, 4))
    few = change_line(SUBJECT, share_at_least({1: 2, 5: 2}, 4), share_at_least({1: 1, 5: 3}, 4))
    alone, together = corrected([line]), corrected([line, line, few])
    assert alone[0].change.p == line.change.p
    assert together[0].change.p == pytest.approx(2 * line.change.p)
    assert together[2] == few


def test_unlike_results_make_no_line() -> None:
    with pytest.raises(NotComparable):
        change_line(SUBJECT, share_at_least({1: 20, 5: 20}, 4), mean({1: 20, 5: 20}))
