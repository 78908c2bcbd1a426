"""Times as staff read them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.console.web.time_formats import clock_time, day, from_now, full_time, short_time, start_of
from nlu.contract.labels import Language

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("ago", "zh", "en"),
    [
        (timedelta(0), "12:00", "12:00"),
        (timedelta(hours=12), "00:00", "00:00"),
        (timedelta(hours=12, minutes=1), "11月22日 23:59", "22 Nov 23:59"),
        (timedelta(days=400), "2025年10月19日", "19 Oct 2025"),
    ],
)
def test_short_time_is_as_short_as_is_clear(now: datetime, ago: timedelta, zh: str, en: str) -> None:
    assert short_time(now - ago, now, SHANGHAI, Language.ZH) == zh
    assert short_time(now - ago, now, SHANGHAI, Language.EN) == en


def test_full_time_names_day_second_and_offset(now: datetime) -> None:
    assert full_time(now, SHANGHAI, Language.ZH) == "2026年11月23日 星期一 12:00:00 GMT+08:00"
    assert full_time(now, SHANGHAI, Language.EN) == "Monday, 23 November 2026, 12:00:00 GMT+08:00"


def test_day_and_time_of_day_follow_the_clock_of_the_business(now: datetime) -> None:
    evening = now + timedelta(hours=13)
    assert day(evening, SHANGHAI, Language.EN) == "Tuesday, 24 November 2026"
    assert day(evening, SHANGHAI, Language.ZH) == "2026年11月24日星期二"
    assert clock_time(evening, SHANGHAI, Language.EN) == "01:00"


@pytest.mark.parametrize(
    ("away", "zh", "en"),
    [
        (timedelta(hours=3), "3小时后", "in 3 hours"),
        (timedelta(minutes=-90), "90分钟前", "90 minutes ago"),
        (timedelta(days=-2), "2天前", "2 days ago"),
        (timedelta(seconds=-5), "1分钟前", "1 minute ago"),
    ],
)
def test_distance_from_now_is_in_words(now: datetime, away: timedelta, zh: str, en: str) -> None:
    assert from_now(now + away, now, Language.ZH) == zh
    assert from_now(now + away, now, Language.EN) == en


def test_day_begins_at_its_midnight() -> None:
    assert start_of(date(2026, 11, 23), SHANGHAI).isoformat() == "2026-11-23T00:00:00+08:00"
