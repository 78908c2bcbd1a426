"""Times in cells of spreadsheet programs."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cli.tables.table_times import UnreadTime, WrittenTimes

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")
TIMES = WrittenTimes(SHANGHAI)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-29T04:38:00+08:00",
        "2026-11-28T20:38:00Z",
        "2026-11-29 04:38",
        "2026-11-29 04:38:00",
        "2026/11/29 4:38",
        "2026/11/29 4:38:00",
        "2026.11.29 04:38",
        "2026年11月29日 4:38",
        "2026年11月29日 4时38分",
        "2026年11月29日上午4:38",
        "2026/11/29 上午 4:38:00",
        "11/29/2026 4:38",
        "11/29/26 4:38 AM",
        "29/11/2026 04:38",
        "29.11.2026 04:38",
        "29-11-2026, 4:38 a.m.",
    ],
)
def test_forms_of_spreadsheets_are_one_moment(cell: str) -> None:
    assert TIMES.read(cell) == datetime(2026, 11, 29, 4, 38, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("下午 4:38", 16),
        ("上午 12:38", 0),
        ("中午 12:38", 12),
        ("4:38 PM", 16),
        ("12:38 AM", 0),
        ("12:38 pm", 12),
    ],
)
def test_halves_of_the_day_are_read(cell: str, hour: int) -> None:
    assert TIMES.read(f"2026/11/29 {cell}").hour == hour


def test_day_and_month_are_told_apart_by_an_option_only() -> None:
    with pytest.raises(UnreadTime, match="may be two days: add --day-first or --month-first"):
        TIMES.read("3/4/2026 10:00")
    days = [WrittenTimes(SHANGHAI, first).read("3/4/2026 10:00") for first in (True, False)]
    assert [(day.month, day.day) for day in days] == [(4, 3), (3, 4)]
    assert TIMES.read("4/4/2026 10:00").day == 4
    assert TIMES.read("3.4.2026 10:00").month == 4


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("46355.1934", "is how a spreadsheet counts days"),
        ("46355", "is how a spreadsheet counts days"),
        ("2026-11-29", "expected a time of the day too"),
        ("yesterday", "expected a time, such as"),
        ("2026/13/29 4:38", "is no time"),
        ("2026/11/29 25:38", "is no time"),
        ("2026年11月29日", "expected a time, such as"),
    ],
)
def test_other_cells_are_refused(cell: str, complaint: str) -> None:
    with pytest.raises(UnreadTime, match=complaint):
        TIMES.read(cell)
