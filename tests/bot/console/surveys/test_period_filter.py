"""Which surveys a page is about."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.console.surveys.period_filter import PeriodFilter
from store.reports.period import Period
from store.reports.sums.scope import Scope
from tests.bot.console.browser import Browser

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = PeriodFilter("north", Period(date(2026, 11, 17), date(2026, 11, 23)), SHANGHAI)


def test_scope_is_whole_days_of_the_business() -> None:
    assert WEEK.scope("post_service") == Scope(
        "post_service",
        datetime(2026, 11, 17, tzinfo=SHANGHAI),
        datetime(2026, 11, 24, tzinfo=SHANGHAI),
        "north",
    )
    assert WEEK.scope(all_outlets=True).outlet is None


def test_period_before_is_as_long() -> None:
    assert WEEK.earlier() == (
        datetime(2026, 11, 10, tzinfo=SHANGHAI),
        datetime(2026, 11, 17, tzinfo=SHANGHAI),
    )
    assert PeriodFilter(None, Period(None, date(2026, 11, 23)), SHANGHAI).earlier() is None


def test_address_says_the_same() -> None:
    today = date(2026, 11, 23)
    assert WEEK.query == "outlet=north&from=2026-11-17&to=2026-11-23"
    assert WEEK.having(outlet=None, step="sent") == "from=2026-11-17&to=2026-11-23&step=sent"
    assert WEEK.lasting(30, today) == "outlet=north&from=2026-10-25&to=2026-11-23"
    assert (WEEK.is_lasting(7, today), WEEK.is_lasting(30, today)) == (True, False)


@pytest.mark.parametrize(
    ("monday", "first", "last"),
    [(date(2026, 11, 16), 17, 22), (date(2026, 11, 23), 23, 23)],
)
def test_days_of_a_week_lie_in_the_period(monday: date, first: int, last: int) -> None:
    assert WEEK.days_of_week(monday) == {"from": date(2026, 11, first), "to": date(2026, 11, last)}


def test_week_of_an_open_period_is_whole() -> None:
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)
    assert PeriodFilter(None, Period(), SHANGHAI).days_of_week(monday) == {"from": monday, "to": sunday}


@pytest.mark.parametrize("path", ["/overview", "/responses", "/charts/csat.svg"])
async def test_period_that_runs_backwards_is_refused(reviewer: Browser, path: str) -> None:
    page = await reviewer.get(f"{path}?from=2026-11-23&to=2026-11-01")
    assert page.status_code == 400
    assert "Please check: from, to" in page.text
