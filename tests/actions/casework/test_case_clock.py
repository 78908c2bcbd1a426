"""The clock of a case."""

from datetime import timedelta

import pytest

from actions.casework.case_clock import resumed_due
from actions.settings.house import House
from tests.conftest import NOON

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("due", "paused", "now", "expected"),
    [
        (NOON + 2 * HOUR, NOON, NOON + HOUR, NOON + 3 * HOUR),
        (NOON + 2 * HOUR, NOON, NOON + 24 * HOUR, NOON + 26 * HOUR),
        # Two hours were left; resumed in the night they count from the morning on.
        (NOON + 2 * HOUR, NOON, NOON + 12 * HOUR, NOON + 23 * HOUR),
        (NOON - HOUR, NOON, NOON + 5 * HOUR, NOON - HOUR),
    ],
    ids=["same day", "next day", "in the night", "overdue before"],
)
def test_as_much_business_time_is_left_as_before(
    house: House, due: object, paused: object, now: object, expected: object
) -> None:
    assert resumed_due(due, paused, now, house.calendar) == expected  # type: ignore[arg-type]  # times


def test_business_time_between_two_moments(house: House) -> None:
    calendar = house.calendar
    for hours in (0, 1, 5, 8, 13, 30):
        end = calendar.after(NOON, hours * HOUR)
        assert calendar.between(NOON, end) == hours * HOUR
    assert calendar.between(NOON, NOON - HOUR) == timedelta(0)
