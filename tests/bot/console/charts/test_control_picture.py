"""The picture of a control chart."""

from bot.console.charts.control_picture import control_picture
from store.reports.statistics.control_chart import Counted, control_chart


def test_picture_has_weeks_limits_and_goal() -> None:
    weeks = [Counted(str(at), 50 + at % 3, 100) for at in range(12)]
    chart = control_chart(weeks)
    assert chart is not None
    names = ("CSAT", "Centre", "Limits", "Goal")
    content = control_picture(chart, [week.week for week in weeks], names, 0.8, 620).content
    without = control_picture(chart, [week.week for week in weeks], names, None, 620).content
    assert content.count(b'class="series') > without.count(b'class="series')
    assert b"stroke-dasharray" in content
