"""Fault 77: each of these real opening times can be written down, and its hours are hours that pass."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.settings.calendar import Calendar
from actions.settings.calendar_file import load_calendar

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
REAL = """\
country: CN
hours:
  monday: 09:00-12:00, 13:30-18:00
  tuesday: 09:00-12:00, 13:30-18:00
  wednesday: 09:00-12:00, 13:30-18:00
  thursday: 00:00-24:00
  friday: 17:00-02:00
  saturday: closed
  sunday: closed
workdays: [2026-11-22]
days: {2027-02-05: "09:00-12:00"}
"""


@pytest.fixture
def calendar(tmp_path: Path) -> Calendar:
    """A calendar with all that real ones have."""
    file = tmp_path / "calendar.yml"
    file.write_text(REAL, encoding="utf-8")
    return load_calendar(file, SHANGHAI)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2026-11-23T08", "2026-11-23T20", 7.5),  # a pause at noon
        ("2026-11-26T00", "2026-11-27T00", 24),  # all day
        ("2026-11-28T00", "2026-11-29T00", 2),  # what is left of Friday, on a Saturday
        ("2026-11-22T00", "2026-11-23T00", 7.5),  # a Sunday that the business works
        ("2026-09-20T00", "2026-09-21T00", 7.5),  # a Sunday that is worked in exchange
        ("2026-10-01T00", "2026-10-02T00", 0),  # National Day, a Thursday
        ("2027-02-05T00", "2027-02-06T00", 3),  # half a day, a Friday
    ],
)
def test_77_real_opening_times_are_kept(calendar: Calendar, begin: str, end: str, hours: float) -> None:
    first, last = (datetime.fromisoformat(each).replace(tzinfo=SHANGHAI) for each in (begin, end))
    assert calendar.between(first, last) == hours * HOUR


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"]
)
@pytest.mark.parametrize("written", ["00:00-23:59", "00:00-24:00", "17:00-05:00", "01:00-04:00, 05:00-23:00"])
def test_77_business_time_is_real_time_throughout_a_year(tmp_path: Path, zone: str, written: str) -> None:
    file, there = tmp_path / "calendar.yml", ZoneInfo(zone)
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    file.write_text("hours:\n" + "".join(f"  {day}: {written}\n" for day in days), encoding="utf-8")
    calendar = load_calendar(file, there)
    for day in range(366):
        start = datetime(2026, 10, 1, 0, 30, tzinfo=UTC) + timedelta(days=day)
        due = calendar.after(start, 4 * HOUR)
        assert calendar.between(start, due) == 4 * HOUR
        assert due - start >= 4 * HOUR
