"""A share from week to week, with its control limits and its goal."""

from collections.abc import Sequence

import pygal

from bot.console.charts.drawing import Drawing, draw, settings
from store.reports.statistics.control_chart import ControlChart

HEIGHT = 250
MOST_LABELS = 7
DASHED = {"stroke_style": {"dasharray": "4, 4"}, "show_dots": False}


def control_picture(
    chart: ControlChart | None, labels: Sequence[str], names: Sequence[str], goal: float | None, width: int
) -> Drawing:
    """Draw the weeks, the limits and the centre, or that there are too few weeks.

    `names` are those of week, centre, limits and goal.
    """
    picture = pygal.Line(
        **settings(
            width,
            HEIGHT,
            labels,
            range=(0.0, 1.0),
            dots_size=4,
            show_x_guides=False,
            value_formatter=lambda number: f"{number * 100:.0f}%",
            y_labels=(0.0, 0.25, 0.5, 0.75, 1.0),
            y_labels_major=[],
            x_labels_major_every=-(-len(labels) // MOST_LABELS) if labels else 1,
            show_minor_x_labels=len(labels) <= MOST_LABELS,
        )
    )
    week, centre, limits, wanted = names
    if chart is None:
        picture.add(week, [])
        return draw(picture, week)
    picture.add(week, [point.counted.share for point in chart.points])
    picture.add(centre, [chart.centre] * len(labels), show_dots=False)
    picture.add(limits, [point.low for point in chart.points], **DASHED)
    picture.add(limits, [point.high for point in chart.points], **DASHED)
    if goal is not None:
        picture.add(wanted, [goal] * len(labels), show_dots=False)
    return draw(picture, week)
