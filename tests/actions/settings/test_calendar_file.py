"""The file of business hours."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.settings.calendar_file import load_calendar
from actions.settings.yaml_files import DataError

pytestmark = pytest.mark.dates

ZONE = ZoneInfo("Asia/Shanghai")
SOUND = "hours: {monday: 09:00-18:00, tuesday: 09:00-18:00, wednesday: 09:00-18:00, thursday: 09:00-18:00,"
WHOLE = SOUND + " friday: 09:00-18:00, saturday: closed, sunday: closed}\n"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in November 2026, whose 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_shipped_calendar_is_sound() -> None:
    shipped = load_calendar(Path(__file__).parents[3] / "data" / "calendar.yml", ZONE)
    assert shipped.after(at(23, 9), timedelta(hours=4)) == at(23, 13)


def test_exceptions_are_read(tmp_path: Path) -> None:
    file = tmp_path / "calendar.yml"
    more = 'country: CN\nworkdays: [2026-11-29]\nholidays: [2026-11-30]\ndays: {2026-12-01: "09:00-12:00"}\n'
    file.write_text(WHOLE + more, encoding="utf-8")
    calendar = load_calendar(file, ZONE)
    open_on = [
        calendar.between(datetime(*day, tzinfo=ZONE), datetime(*day, 23, tzinfo=ZONE)) / timedelta(hours=1)
        for day in ((2026, 11, 29), (2026, 11, 30), (2026, 12, 1), (2026, 10, 1), (2026, 10, 10))
    ]
    assert open_on == [9, 0, 3, 0, 9]
    assert calendar.holidays == {date(2026, 11, 30)}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (SOUND + "friday: 09:00-18:00}", "saturday, sunday are missing"),
        (SOUND + "friday: 18:00-18:00, saturday: closed, sunday: closed}", "opening must be before closing"),
        (SOUND + "friday: nine, saturday: closed, sunday: closed}", "hours.friday"),
        ("hours: [", "line 1"),
        ("opening: {}", "opening"),
        (WHOLE + "country: Mars", "expected a code such as CN or DE-BY"),
        (WHOLE.replace("}", ", funday: closed}"), "there is no weekday 'funday'"),
        (WHOLE + "holidays: [2026-12-01]\nworkdays: [2026-12-01]", "2026-12-01: is among the holidays and"),
        (WHOLE + "days: {2026-12-01: never}", "days.2026-12-01: expected hours"),
    ],
)
def test_broken_calendar_says_what_is_expected(tmp_path: Path, content: str, complaint: str) -> None:
    file = tmp_path / "calendar.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        load_calendar(file, ZONE)
