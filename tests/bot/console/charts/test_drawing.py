"""Images that any browser shows safely."""

import re
from base64 import b64encode
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest

from bot.console.charts.drawing import NARROW, SVG, WIDE, Drawing, interval, room_for, shortened
from bot.console.charts.funnel_chart import funnel
from bot.console.charts.standings_chart import standings
from bot.console.charts.trend_chart import trend
from store.reports.statistics.figures import Figure, Formula
from store.reports.sums.measures import Measure

HOSTILE = '<script>alert(1)</script>"\u202e'
FIGURES = [
    Figure(Formula.CSAT, 12, 0.7, 0.5, 0.85),
    Figure(Formula.CSAT, 1, 1.0, 0.2, 1.0),
    Figure(Formula.CSAT, 0),
]


def drawings() -> list[Drawing]:
    names = ["北街店", HOSTILE, "south"]
    groups = list(zip(names, FIGURES, strict=True))
    return [
        trend(Measure.CSAT, groups, HOSTILE, WIDE),
        standings(Measure.CSAT, groups, HOSTILE, WIDE),
        funnel([(HOSTILE, 12), ("已完成", 3)], HOSTILE, WIDE),
        trend(Measure.NPS, [], "empty", WIDE),
        standings(Measure.GAP, [], "empty", WIDE),
    ]


@pytest.mark.parametrize("drawing", drawings())
def test_image_has_no_script_and_loads_nothing(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.content)  # noqa: S314 - our own
    tags = {element.tag for element in root.iter()}
    assert f"{SVG}script" not in tags
    assert not any(name in element.attrib for element in root.iter() for name in ("style", "onclick", "href"))
    assert re.findall(rb"https?://(?!www\.w3\.org/)", drawing.content) == []


@pytest.mark.parametrize("drawing", drawings())
def test_policy_allows_exactly_the_style_within(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.content)  # noqa: S314 - our own
    styles = [element.text or "" for element in root.iter(f"{SVG}style")]
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
    assert [drawing.policy] == [f"default-src 'none'; style-src 'sha256-{digest}'" for digest in digests]
    assert "prefers-color-scheme: dark" in styles[0] or "prefers-color-scheme:dark" in styles[0]


def test_same_numbers_make_the_same_image() -> None:
    assert drawings() == drawings()


def test_image_says_what_it_is_and_shows_chinese() -> None:
    text = drawings()[1].content.decode()
    assert 'role="img"' in text
    assert "北街店" in text
    assert text.count('class="ci"') == 2


def test_interval_is_ours_and_not_made_anew() -> None:
    assert [interval(figure) for figure in FIGURES] == [
        {"value": 0.7, "ci": {"low": 0.5, "high": 0.85}},
        {"value": 1.0, "ci": {"low": 0.2, "high": 1.0}},
        None,
    ]
    assert interval(Figure(Formula.MEAN, 1, 4.0)) == {"value": 4.0}


def test_chinese_labels_get_more_room() -> None:
    assert room_for(["north"]) == room_for([]) < room_for(["北街店"])


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Harbour", "Harbour"),
        ("Old Town & Riverside Shopping Centre", "Old Town & Riversid…"),
        ("城南老街步行街二期旗舰店", "城南老街步行街二期…"),
    ],
)
def test_long_labels_leave_room_for_the_points(label: str, shown: str) -> None:
    assert shortened(label, NARROW) == shown
