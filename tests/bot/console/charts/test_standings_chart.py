"""Groups stand below each other, each with its interval."""

from xml.etree import ElementTree as ET

from bot.console.charts.drawing import SVG, WIDE
from bot.console.charts.standings_chart import standings
from store.reports.statistics.figures import Figure, Formula
from store.reports.sums.measures import Measure

GROUPS = [
    ("north", Figure(Formula.CSAT, 12, 0.75, 0.5, 0.9)),
    ("south", Figure(Formula.CSAT, 1, 0.5)),
    ("harbour", Figure(Formula.CSAT, 0)),
]


def drawn(measure: Measure = Measure.CSAT) -> ET.Element:
    return ET.fromstring(standings(measure, GROUPS, "CSAT", WIDE).content)  # noqa: S314 - our own


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def test_first_group_is_at_the_top() -> None:
    at = {each.text: float(each.get("y", "0")) for each in drawn().iter(f"{SVG}text")}
    assert at["north"] < at["south"] < at["harbour"]


def test_group_without_answers_has_a_name_and_no_point() -> None:
    assert len(of_class(drawn(), "dot")) == 2


def test_interval_is_drawn_where_there_is_one() -> None:
    assert len(of_class(drawn(), "ci")) == 1


def test_numbers_at_the_axis_are_those_of_the_measure() -> None:
    shown = {each.text for each in drawn().iter(f"{SVG}text")}
    assert {"0%", "50%", "100%"} <= shown
    assert "100%" not in {each.text for each in drawn(Measure.SERVPERF).iter(f"{SVG}text")}
