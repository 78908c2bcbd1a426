"""No cell runs as a formula."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.spreadsheets.cells import safe

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", "　=1"]
)
def test_formula_is_made_inert(text: str) -> None:
    assert safe(text, SHANGHAI) == "'" + text


@pytest.mark.parametrize("value", ["师傅很专业", "a=b", "", 5, -1.5])
def test_harmless_value_is_left_alone(value: str | float) -> None:
    assert safe(value, SHANGHAI) == value


def test_nothing_is_an_empty_cell() -> None:
    assert safe(None, SHANGHAI) == ""


def test_time_is_that_of_the_zone() -> None:
    assert safe(datetime(2026, 11, 23, 4, tzinfo=UTC), SHANGHAI) == "2026-11-23 12:00:00+08:00"


def test_controls_are_taken_out_before_the_start_is_looked_at() -> None:
    assert safe("\x00=1", SHANGHAI) == "'=1"


def test_text_is_cut_to_what_a_cell_holds() -> None:
    assert len(str(safe("=" * 40_000, SHANGHAI))) == 32_767
