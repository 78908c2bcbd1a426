"""A figure from week to week."""

from collections.abc import Sequence

import pygal

from bot.console.charts.axis import scale_of
from bot.console.charts.drawing import Drawing, draw, interval, settings
from bot.console.web.number_formats import amount
from store.reports.statistics.figures import Figure
from store.reports.sums.measures import Measure

HEIGHT = 250
MOST_LABELS = 7


def trend(measure: Measure, weeks: Sequence[tuple[str, Figure]], title: str, width: int) -> Drawing:
    """Draw a line with the 95 % interval of each week; a week without answers is a gap."""
    scale = scale_of(measure, [figure for _, figure in weeks])
    chart = pygal.Line(
        **settings(
            width,
            HEIGHT,
            [label for label, _ in weeks],
            range=(scale[0], scale[-1]),
            dots_size=4,
            show_x_guides=False,
            allow_interruptions=True,
            value_formatter=lambda number: amount(measure, number),
            y_labels=scale,
            y_labels_major=[],
            x_labels_major_every=-(-len(weeks) // MOST_LABELS) if weeks else 1,
            show_minor_x_labels=len(weeks) <= MOST_LABELS,
        )
    )
    chart.add(title, [interval(figure) for _, figure in weeks])
    return draw(chart, title)
