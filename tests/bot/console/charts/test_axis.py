"""The numbers at the axis."""

from bot.console.charts.axis import scale_of
from store.reports.statistics.figures import Figure, Formula
from store.reports.sums.measures import Measure


def test_shares_and_means_are_shown_on_their_whole_scale() -> None:
    assert scale_of(Measure.CSAT, [])[0::4] == (0.0, 1.0)
    assert scale_of(Measure.SERVPERF, [])[0::4] == (1.0, 5.0)


def test_gaps_go_as_far_as_they_reach_on_both_sides() -> None:
    assert scale_of(Measure.GAP, []) == (-1.0, -0.5, 0.0, 0.5, 1.0)
    assert scale_of(Measure.GAP, [Figure(Formula.GAP, 9, -0.8, -1.4, -0.2)])[0::4] == (-2.0, 2.0)
