"""Invitations are grouped as people name things, and weeks as the clock of the house has them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.reports.sums.grouping import UNDIVIDED, By, Grouping
from store.reports.sums.raw import Place
from store.reports.sums.spans import Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNDAY_NIGHT = datetime(2026, 11, 22, 17, tzinfo=UTC)  # Monday, 1:00 in Shanghai
PLACE = Place(SUNDAY_NIGHT, "post_service", "north", "Mei", "repair", "zh")
UNKNOWN = Place(SUNDAY_NIGHT, "effort", None, None, None, None)


@pytest.mark.parametrize(
    ("by", "named", "untold"),
    [
        (None, "", ""),
        (By.OUTLET, "north", "–"),
        (By.AGENT, "Mei", "–"),
        (By.SERVICE, "repair", "–"),
        (By.LANGUAGE, "zh", "–"),
        (By.SURVEY, "post_service", "effort"),
        (By.WEEK, "2026-W48", "2026-W48"),
    ],
)
def test_group_is_named_or_a_dash(by: By | None, named: str, untold: str) -> None:
    grouping = Grouping(by, SHANGHAI)
    assert (grouping.group(PLACE), grouping.group(UNKNOWN)) == (named, untold)


def test_week_begins_on_monday_of_the_zone() -> None:
    assert Grouping(By.WEEK, ZoneInfo("UTC")).group(PLACE) == "2026-W47"


def test_first_days_of_a_year_may_belong_to_the_last_week_of_the_one_before() -> None:
    day = Place(datetime(2027, 1, 3, tzinfo=UTC), "effort", None, None, None, None)
    assert Grouping(By.WEEK, ZoneInfo("UTC")).group(day) == "2026-W53"


@pytest.mark.parametrize(
    ("by", "part"),
    [
        (None, ""),
        (By.OUTLET, ""),
        (By.SURVEY, ""),
        (By.WEEK, ""),
        (By.AGENT, "agent"),
        (By.SERVICE, "service"),
    ],
)
def test_folds_are_divided_only_where_they_must_be(by: By | None, part: str) -> None:
    assert Grouping(by, SHANGHAI).part == part


def test_span_fits_a_week_if_it_ends_with_it() -> None:
    monday = datetime(2026, 11, 23, tzinfo=SHANGHAI)
    week = Span(monday, monday + timedelta(days=7))
    longer = Span(monday, monday + timedelta(days=8))
    weeks = Grouping(By.WEEK, SHANGHAI)
    assert (weeks.fits(week), weeks.fits(longer), UNDIVIDED.fits(longer)) == (True, False, True)
    assert Grouping(By.WEEK, ZoneInfo("UTC")).fits(week) is False
