"""Drivers by importance (across) and performance (up), each as a numbered point."""

from collections.abc import Sequence

import pygal

from bot.console.charts.drawing import Drawing, draw, settings
from store.models.question_kinds import KINDS
from store.reports.key_drivers import Driver

HEIGHT = 320
ROUND = 20  # parts of one: the scale ends at the next 5 %
MOST_LABELS = 4  # besides 0


def driver_picture(drivers: Sequence[Driver], kind: str, names: tuple[str, str], width: int) -> Drawing:
    """Draw the points, or that there are none. `names` are those of importance and performance.

    A point has the number of its row in the table; what is not clear is pale.
    """
    steps = int(max((each.weight.importance.value for each in drivers), default=0) * ROUND) + 1
    scale = KINDS[kind].scale
    chart = pygal.XY(
        **settings(
            width,
            HEIGHT,
            [],
            x_labels=[at / ROUND for at in range(0, steps + 1, -(-steps // MOST_LABELS))],
            range=(scale[0], scale[-1]),
            xrange=(0.0, steps / ROUND),
            stroke=False,
            dots_size=6,
            print_labels=True,
            x_title=names[0],
            y_title=names[1],
            x_value_formatter=lambda number: f"{number * 100:.0f}%",
            value_formatter=lambda number: f"{number:.0f}",
            y_labels=[float(step) for step in scale],
            y_labels_major=[],
        )
    )
    for is_clear in (True, False):
        points = [
            {"value": (each.weight.importance.value, each.weight.performance.value), "label": str(at)}
            for at, each in enumerate(drivers, 1)
            if each.weight.is_clear is is_clear
        ]
        chart.add(names[0], points)
    return draw(chart, names[0])
