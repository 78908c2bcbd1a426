"""The days that questions about business hours name."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from actions.answers.showing.named_days import NamedDays, named_days
from actions.settings.calendar import Calendar
from actions.settings.public_holidays import PublicHolidays

pytestmark = pytest.mark.dates

TODAY = date(2026, 11, 25)  # a Wednesday
PLAIN = Calendar(ZoneInfo("Asia/Shanghai"), ((),) * 7)
CHINA = replace(PLAIN, public=PublicHolidays("CN"))
SPRING = tuple(date(2027, 2, day) for day in range(5, 11))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周日开门吗", (date(2026, 11, 29),)),
        ("今天几点关门", (TODAY,)),
        ("are you open next Monday?", (date(2026, 11, 30),)),
        ("几点关门", ()),
        ("周一到周五几点开门", ()),
        ("every Saturday?", ()),
    ],
)
def test_days_of_the_week_need_no_holidays(text: str, days: tuple[date, ...]) -> None:
    assert named_days(text, PLAIN, TODAY) == NamedDays(days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("你们春节营业吗", SPRING),
        ("過年開不開門", SPRING),
        ("are you open over Chinese New Year?", SPRING),
        ("元旦几点开门", (date(2027, 1, 1),)),
        ("open on Christmas day?", (date(2026, 12, 25),)),
        ("端午和周日开吗", (date(2027, 6, 9), date(2026, 11, 29))),
    ],
)
def test_holidays_are_those_of_the_country(text: str, days: tuple[date, ...]) -> None:
    assert named_days(text, CHINA, TODAY) == NamedDays(days, has_holiday=True)


def test_holiday_is_known_where_the_business_names_its_day() -> None:
    calendar = replace(PLAIN, holidays=frozenset({date(2026, 12, 25)}))
    asked = [named_days(text, calendar, TODAY) for text in ("圣诞节开门吗", "元旦开门吗", "春节营业吗")]
    assert [(len(each.days), each.is_known) for each in asked] == [(1, True), (1, False), (0, False)]
