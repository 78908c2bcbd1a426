"""When snoozed cases come back."""

from datetime import datetime, timedelta

import pytest

from actions.casework.filing.wake_times import SnoozeSpan, local_time, wake_time
from actions.settings.calendar import Calendar
from actions.settings.house import House
from tests.conftest import NOON

HOUR = timedelta(hours=1)
OPENING = NOON - 3 * HOUR  # nine o'clock of a Monday, and so on all weekdays


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (SnoozeSpan.HOUR, NOON + HOUR),
        (SnoozeSpan.FOUR_HOURS, NOON + 4 * HOUR),
        (SnoozeSpan.NEXT_DAY, OPENING + 24 * HOUR),
        (SnoozeSpan.WEEK, OPENING + 7 * 24 * HOUR),
    ],
)
def test_days_end_when_the_business_opens(house: House, span: SnoozeSpan, expected: datetime) -> None:
    assert wake_time(span, NOON, house.calendar) == expected


@pytest.mark.parametrize(("span", "days"), [(SnoozeSpan.NEXT_DAY, 1), (SnoozeSpan.WEEK, 7)])
def test_business_that_never_opens_counts_days(house: House, span: SnoozeSpan, days: int) -> None:
    closed = Calendar(house.zone, ((),) * 7)
    assert wake_time(span, NOON, closed) == NOON + timedelta(days=days)


def test_written_time_is_by_the_clock_of_the_writer(house: House) -> None:
    written = datetime.fromisoformat("2026-03-02T09:00")
    assert local_time(written, house.zone).isoformat() == "2026-03-02T09:00:00+08:00"
    assert local_time(NOON, house.zone) == NOON
