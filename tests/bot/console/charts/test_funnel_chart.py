"""The funnel has a bar a step, the first at the top."""

import re
from xml.etree import ElementTree as ET

from bot.console.charts.drawing import NARROW, SVG, WIDE
from bot.console.charts.funnel_chart import FRAME, ROW, funnel

STEPS = [("scheduled", 12), ("sent", 8), ("completed", 0)]


def texts(content: bytes) -> list[str]:
    """Return all texts in the order of the image."""
    root = ET.fromstring(content)  # noqa: S314 - our own
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def bars(content: bytes) -> list[float]:
    """Return the lengths of the bars, from the bottom."""
    root = ET.fromstring(content)  # noqa: S314 - our own
    found = [each for each in root.iter(f"{SVG}rect") if "rect" in each.get("class", "").split()]
    return [float(each.get("width", "0")) for each in found]


def test_steps_stand_in_their_order_from_the_top() -> None:
    root = ET.fromstring(funnel(STEPS, "funnel", WIDE).content)  # noqa: S314 - our own
    at = {each.text: float(each.get("y", "0")) for each in root.iter(f"{SVG}text")}
    assert at["scheduled"] < at["sent"] < at["completed"]


def test_bars_are_as_long_as_their_counts() -> None:
    completed, sent, scheduled = bars(funnel(STEPS, "funnel", WIDE).content)
    assert completed == 0
    assert round(sent / scheduled, 2) == round(8 / 12, 2)


def test_counts_are_whole_numbers() -> None:
    numbers = [each for each in texts(funnel(STEPS, "funnel", WIDE).content) if re.match(r"\d", each)]
    assert numbers
    assert [each for each in numbers if not each.isdigit()] == []


def test_axis_of_many_has_three_numbers() -> None:
    shown = texts(funnel([("scheduled", 1241), ("sent", 8)], "funnel", NARROW).content)
    assert sorted(int(each) for each in shown if each.isdigit()) == [0, 620, 1241]


def test_image_grows_with_its_steps() -> None:
    sizes = [
        re.findall(rb'viewBox="0 0 (\d+) (\d+)"', funnel(STEPS[:count], "funnel", width).content)[0]
        for count, width in ((1, WIDE), (3, NARROW))
    ]
    assert [tuple(map(int, size)) for size in sizes] == [(WIDE, FRAME + ROW), (NARROW, FRAME + 3 * ROW)]
