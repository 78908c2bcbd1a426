"""Promises count business hours only."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.settings.calendar import Calendar
from actions.settings.open_spans import OpenSpan, read_spans

pytestmark = pytest.mark.dates

ZONE = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
NINE_TO_SIX = (OpenSpan.of(time(9), time(18)),)
LUNCH = read_spans("09:00-12:00, 13:30-18:00")
WEEK = Calendar(
    ZONE, (*[NINE_TO_SIX] * 5, (OpenSpan.of(time(10), time(17)),), ()), frozenset({date(2026, 11, 25)})
)


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


@pytest.mark.parametrize(
    ("moment", "is_open"), [(at(23, 9), True), (at(23, 18), False), (at(24, 0), False), (at(25, 12), False)]
)
def test_moment_is_in_business_hours(moment: datetime, is_open: bool) -> None:
    assert WEEK.is_open(moment) == is_open


def test_start_in_another_zone_is_understood() -> None:
    start = datetime(2026, 11, 23, 1, 0, tzinfo=ZoneInfo("UTC"))
    assert WEEK.after(start, timedelta(hours=1)) == at(23, 10)


def test_calendar_that_never_opens_is_refused() -> None:
    closed = Calendar(ZONE, ((),) * 7)
    with pytest.raises(ValueError, match="no business hours"):
        closed.after(at(23, 9), timedelta(hours=1))


def test_pause_at_noon_is_no_business_time() -> None:
    calendar = Calendar(ZONE, (LUNCH,) * 7)
    assert calendar.after(at(23, 11), 2 * HOUR) == at(23, 14, 30)
    assert calendar.between(at(23, 11), at(23, 14, 30)) == 2 * HOUR
    assert calendar.after(at(23, 12, 30), timedelta(0)) == at(23, 13, 30)


def test_hours_past_midnight_belong_to_the_day_on_which_they_begin() -> None:
    bar = Calendar(ZONE, (read_spans("17:00-02:00"), *[()] * 6))  # Mondays only
    assert bar.after(at(24, 0, 30), HOUR) == at(24, 1, 30)
    assert bar.after(at(24, 1, 30), HOUR) == at(30, 17, 30)
    assert bar.between(at(23, 16), at(24, 9)) == 9 * HOUR


def test_spans_of_two_days_that_overlap_count_once() -> None:
    calendar = Calendar(ZONE, (read_spans("17:00-02:00"), read_spans("all day"), *[()] * 5))
    assert calendar.between(at(23, 20), at(25, 12)) == 28 * HOUR


def test_days_workdays_and_holidays_win_in_this_order() -> None:
    calendar = Calendar(
        ZONE,
        WEEK.hours,
        holidays=frozenset({date(2026, 11, 24), date(2026, 11, 25)}),
        workdays=frozenset({date(2026, 11, 29)}),
        days={date(2026, 11, 24): read_spans("09:00-12:00")},
    )
    assert calendar.between(at(23, 0), at(24, 0)) == 9 * HOUR
    assert calendar.between(at(24, 0), at(25, 0)) == 3 * HOUR
    assert calendar.between(at(25, 0), at(26, 0)) == timedelta(0)
    assert calendar.between(at(29, 0), at(30, 0)) == 9 * HOUR


@pytest.mark.parametrize("day", [datetime(2027, 3, 28, 0, 30), datetime(2026, 10, 25, 0, 30)])  # noqa: DTZ001
def test_business_time_is_time_that_passes_when_clocks_change(day: datetime) -> None:
    calendar = Calendar(BERLIN, (read_spans("00:00-23:59"),) * 7)
    start = day.replace(tzinfo=BERLIN)
    due = calendar.after(start, 4 * HOUR)
    assert due.astimezone(UTC) - start.astimezone(UTC) == 4 * HOUR
    assert calendar.between(start, due) == 4 * HOUR


def test_hours_of_a_day_are_none_on_days_off() -> None:
    days = (at(24, 0).date(), at(25, 0).date(), at(28, 0).date(), at(29, 0).date())
    assert [WEEK.hours_on(day) for day in days] == [
        NINE_TO_SIX,
        (),
        (OpenSpan.of(time(10), time(17)),),
        (),
    ]


def test_next_open_day_skips_days_off() -> None:
    assert [WEEK.next_open_day(at(day, 0).date()) for day in (24, 28)] == [
        at(26, 0).date(),
        at(30, 0).date(),
    ]
    assert Calendar(ZONE, ((),) * 7).next_open_day(at(24, 0).date()) is None


def test_days_that_the_business_names_are_told_from_others() -> None:
    calendar = Calendar(ZoneInfo("Asia/Shanghai"), ((),) * 7, holidays=frozenset({date(2027, 1, 1)}))
    assert [calendar.names_day(date(2027, 1, day)) for day in (1, 2)] == [True, False]
