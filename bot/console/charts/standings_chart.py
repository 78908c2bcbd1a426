"""Groups side by side, each as a point with its interval."""

from collections.abc import Sequence

import pygal

from bot.console.charts.axis import scale_of
from bot.console.charts.drawing import Drawing, draw, interval, room_for, settings, shortened
from bot.console.web.number_formats import amount
from store.reports.statistics.figures import Figure
from store.reports.sums.measures import Measure

ROW, FRAME = 34, 60  # pixels


def standings(measure: Measure, groups: Sequence[tuple[str, Figure]], title: str, width: int) -> Drawing:
    """Draw a row for each group, the first at the top. If intervals overlap a lot, the order means little."""
    scale = scale_of(measure, [figure for _, figure in groups])
    # An empty row at each end keeps the points away from the frame.
    labels = ["", *(shortened(name, width) for name, _ in groups), ""]
    chart = pygal.HorizontalLine(
        **settings(
            width,
            ROW * len(groups) + FRAME,
            labels,
            range=(scale[0], scale[-1]),
            stroke=False,
            dots_size=5,
            margin_left=room_for(labels),
            value_formatter=lambda number: amount(measure, number),
            y_labels=scale,
            y_labels_major=[],
        )
    )
    chart.add(title, [None, *(interval(figure) for _, figure in groups), None])
    return draw(chart, title)
