"""Periods as people ask for them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from store.reports.period import Period

pytestmark = pytest.mark.dates

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_last_day_is_included() -> None:
    assert NOVEMBER.moments(SHANGHAI) == (
        datetime(2026, 11, 1, tzinfo=SHANGHAI),
        datetime(2026, 12, 1, tzinfo=SHANGHAI),
    )


def test_open_period_has_no_ends() -> None:
    assert Period().moments(SHANGHAI) == (None, None)


def test_previous_period_is_as_long_and_ends_before() -> None:
    assert NOVEMBER.versus("previous") == Period(date(2026, 10, 2), date(2026, 10, 31))


def test_other_period_is_read() -> None:
    assert Period().versus("2025-11-01..2025-11-30") == Period(date(2025, 11, 1), date(2025, 11, 30))


@pytest.mark.parametrize("text", ["2026-11-01", "x..y", "2026-11-02..2026-11-01", "1999-01-01..2000-01-01"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|comes before|Invalid"):
        Period.read(text)


def test_open_period_has_none_before() -> None:
    with pytest.raises(ValueError, match="needs a first and a last day"):
        Period(date(2026, 11, 1)).before()
