"""Promises count business hours only."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.settings.calendar import Calendar, load_calendar
from actions.settings.yaml_files import DataError

pytestmark = pytest.mark.dates

ZONE = ZoneInfo("Asia/Shanghai")
NINE_TO_SIX = (time(9), time(18))
WEEK = Calendar(ZONE, (*[NINE_TO_SIX] * 5, (time(10), time(17)), None), frozenset({date(2026, 11, 25)}))
SOUND = "hours: {monday: 09:00-18:00, tuesday: 09:00-18:00, wednesday: 09:00-18:00, thursday: 09:00-18:00,"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in November 2026, whose 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (at(23, 9), at(23, 13)),
        (at(23, 14), at(23, 18)),
        (at(23, 15), at(24, 10)),
        (at(23, 3), at(23, 13)),
        (at(23, 22), at(24, 13)),
        (at(24, 16), at(26, 11)),  # the 25th is a holiday
        (at(27, 17), at(28, 13)),
        (at(28, 16), at(30, 12)),  # the 29th is a Sunday
    ],
)
def test_four_business_hours_end_at(start: datetime, due: datetime) -> None:
    assert WEEK.after(start, timedelta(hours=4)) == due


def test_start_in_another_zone_is_understood() -> None:
    start = datetime(2026, 11, 23, 1, 0, tzinfo=ZoneInfo("UTC"))
    assert WEEK.after(start, timedelta(hours=1)) == at(23, 10)


def test_calendar_that_never_opens_is_refused() -> None:
    closed = Calendar(ZONE, (None,) * 7)
    with pytest.raises(ValueError, match="no business hours"):
        closed.after(at(23, 9), timedelta(hours=1))


def test_shipped_calendar_is_sound() -> None:
    shipped = load_calendar(Path(__file__).parents[3] / "data" / "calendar.yml", ZONE)
    assert shipped.after(at(23, 9), timedelta(hours=4)) == at(23, 13)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (SOUND + "friday: 09:00-18:00}", "saturday, sunday are missing"),
        (SOUND + "friday: 18:00-09:00, saturday: closed, sunday: closed}", "opening must be before closing"),
        (SOUND + "friday: nine, saturday: closed, sunday: closed}", "hours.friday"),
        ("hours: [", "line 1"),
        ("opening: {}", "opening"),
    ],
)
def test_broken_calendar_says_what_is_expected(tmp_path: Path, content: str, complaint: str) -> None:
    file = tmp_path / "calendar.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        load_calendar(file, ZONE)


def test_hours_of_a_day_are_none_on_days_off() -> None:
    days = (at(24, 0).date(), at(25, 0).date(), at(28, 0).date(), at(29, 0).date())
    assert [WEEK.hours_on(day) for day in days] == [NINE_TO_SIX, None, (time(10), time(17)), None]


def test_next_open_day_skips_days_off() -> None:
    assert [WEEK.next_open_day(at(day, 0).date()) for day in (24, 28)] == [
        at(26, 0).date(),
        at(30, 0).date(),
    ]
    assert Calendar(ZONE, (None,) * 7).next_open_day(at(24, 0).date()) is None
