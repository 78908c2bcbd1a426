"""A figure goes from week to week, with a gap where there were no answers."""

from xml.etree import ElementTree as ET

import pytest

from bot.console.charts.drawing import SVG, WIDE
from bot.console.charts.trend_chart import MOST_LABELS, trend
from store.reports.statistics.figures import Figure, Formula
from store.reports.sums.measures import Measure


def week(value: float | None) -> Figure:
    if value is None:
        return Figure(Formula.NPS, 0)
    return Figure(Formula.NPS, 12, value, value - 0.1, value + 0.1)


def drawn(*values: float | None) -> ET.Element:
    weeks = [(f"week {number}", week(value)) for number, value in enumerate(values)]
    return ET.fromstring(trend(Measure.NPS, weeks, "NPS", WIDE).content)  # noqa: S314 - our own


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def test_week_without_answers_is_a_gap() -> None:
    whole, broken = drawn(0.1, 0.2, 0.3, 0.4), drawn(0.1, 0.2, None, 0.4)
    assert [len(of_class(root, "dot")) for root in (whole, broken)] == [4, 3]
    assert [len(of_class(root, "ci")) for root in (whole, broken)] == [4, 3]


@pytest.mark.parametrize("count", [1, MOST_LABELS, MOST_LABELS + 1, 52])
def test_labels_are_few_however_many_weeks_there_are(count: int) -> None:
    shown = [each.text for each in drawn(*[0.5] * count).iter(f"{SVG}text")]
    labels = [text for text in shown if text and text.startswith("week")]
    assert labels[0] == "week 0"
    assert 1 <= len(labels) <= MOST_LABELS


def test_no_weeks_are_an_image_without_points() -> None:
    assert of_class(drawn(), "dot") == []
