"""The funnel from all scheduled invitations to the completed ones."""

from collections.abc import Sequence

import pygal

from bot.console.charts.drawing import Drawing, draw, room_for, settings

ROW, FRAME = 34, 50  # pixels


def funnel(steps: Sequence[tuple[str, int]], title: str, width: int) -> Drawing:
    """Draw a bar for each step, the first at the top."""
    downwards = steps[::-1]  # pygal begins at the bottom
    labels = [label for label, _ in downwards]
    most = max((count for _, count in steps), default=0)
    chart = pygal.HorizontalBar(
        **settings(
            width,
            ROW * len(steps) + FRAME,
            labels,
            margin_left=room_for(labels),
            value_formatter=lambda number: f"{number:.0f}",
            rounded_bars=3,
            y_labels=sorted({0, most // 2, most}),
            y_labels_major=[],
        )
    )
    chart.add(title, [count for _, count in downwards])
    return draw(chart, title)
