"""Charts have the colours of the pages, in light and in dark."""

import re

from bot.console.charts.chart_style import COLOURS, SERIES, look
from tests.conftest import ROOT

TOKENS = (ROOT / "bot" / "console" / "static" / "tokens.css").read_text(encoding="utf-8")
VARIABLE = re.compile(r"--([a-z]+): (#[0-9a-f]{3,6});")
# What a chart calls otherwise than a page does.
OF_PAGES = {"series": "accent", "warn": "complaint"}


def schemes(css: str) -> list[dict[str, str]]:
    """Return the colours by name, of light and of dark."""
    return [dict(VARIABLE.findall(part)) for part in css.split("prefers-color-scheme: dark")[:2]]


def test_each_colour_is_that_of_the_pages() -> None:
    for drawn, page in zip(schemes(COLOURS), schemes(TOKENS), strict=True):
        assert drawn == {name: page[OF_PAGES.get(name, name)] for name in drawn}


def test_style_uses_only_variables_that_are_defined() -> None:
    used = {value for value in vars(look()).values() if isinstance(value, str) and value.startswith("var(")}
    light, dark = schemes(COLOURS)
    assert {name[6:-1] for name in (*used, *SERIES)} <= set(light) == set(dark)


def test_letters_have_the_size_that_is_asked_for() -> None:
    style = look(20)
    assert (style.label_font_size, style.value_font_size, style.no_data_font_size) == (20, 20, 21)
