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
        ("每周日开门吗", ()),
        ("周一至五几点开门", ()),
        ("周一-周五几点开门", ()),
        ("mon-fri hours?", ()),
        ("Are you open Monday to Friday?", ()),
        ("I want to come on Sunday, are you open", (date(2026, 11, 29),)),
        ("are you open until 8 on Sunday", (date(2026, 11, 29),)),
        ("周五一样开门吗", (date(2026, 11, 27),)),
        ("周五一直开到几点", (date(2026, 11, 27),)),
        ("礼拜天放假不", (date(2026, 11, 29),)),
        ("你们后天放不放假", (date(2026, 11, 27),)),
        ("28號放假嗎", (date(2026, 11, 28),)),
        ("每个周一都放假吗", ()),
    ],
)
def test_days_of_the_week_need_no_holidays(text: str, days: tuple[date, ...]) -> None:
    assert named_days(text, PLAIN, TODAY) == NamedDays(days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("你们春节营业吗", SPRING),
        ("春节放假吗", SPRING),
        ("過年開不開門", SPRING),
        ("are you open over Chinese New Year?", SPRING),
        ("元旦几点开门", (date(2027, 1, 1),)),
        ("open on Christmas day?", (date(2026, 12, 25),)),
        ("春节一般开门吗", SPRING),
        ("I want to come at Christmas, are you open", (date(2026, 12, 25),)),
        ("are you normally open on Christmas day?", (date(2026, 12, 25),)),
        ("open on Christmas Eve?", (date(2026, 12, 24),)),
        ("平安夜开吗", (date(2026, 12, 24),)),
        ("open on boxing day", (date(2026, 12, 26),)),
        ("open on New Year’s Eve?", (date(2026, 12, 31),)),
        ("除夕开门吗", (SPRING[0],)),
        ("初三开不开门", SPRING),
        ("Chinese New Year's Eve?", (SPRING[0],)),
        ("端午和周日开吗", (date(2027, 6, 9), date(2026, 11, 29))),
    ],
)
def test_holidays_are_those_of_the_country(text: str, days: tuple[date, ...]) -> None:
    assert named_days(text, CHINA, TODAY) == NamedDays(days, has_holiday=True)


@pytest.mark.parametrize("text", ["初三班几点下课", "初二生有课吗", "月初一般开门吗", "最初一次是什么时候"])
def test_first_days_of_a_month_and_school_years_are_no_holidays(text: str) -> None:
    assert not named_days(text, CHINA, TODAY).has_holiday


def test_holiday_is_known_where_the_business_names_its_day() -> None:
    calendar = replace(PLAIN, holidays=frozenset({date(2026, 12, 25)}))
    asked = [named_days(text, calendar, TODAY) for text in ("圣诞节开门吗", "元旦开门吗", "春节营业吗")]
    assert [(len(each.days), each.is_known) for each in asked] == [(1, True), (1, False), (0, False)]


@pytest.mark.parametrize(
    "text",
    [
        "节假日开门吗",
        "法定假日上班吗",
        "小长假营业吗",
        "你们放假吗",
        "元宵开门吗",
        "十一开门吗",
        "are you open on bank holiday Monday?",
        "open on public holidays?",
        "open on Good Friday?",
    ],
)
def test_holiday_without_days_of_its_own_is_not_known(text: str) -> None:
    assert named_days(text, CHINA, TODAY) == NamedDays(has_holiday=True, is_known=False)


@pytest.mark.parametrize(
    ("place", "text", "days"),
    [
        ("US", "五一开门吗", (date(2027, 5, 1),)),
        ("US", "open on Labor Day?", (date(2027, 9, 6),)),
        ("GB", "open on May Day?", (date(2027, 5, 3),)),
        ("US", "open on national day?", ()),
        ("DE", "国庆开门吗", ()),
        ("SG", "open on national day?", (date(2027, 8, 9),)),
        ("GB", "open on Good Friday?", (date(2027, 3, 26),)),
    ],
)
def test_holiday_is_that_of_the_country(place: str, text: str, days: tuple[date, ...]) -> None:
    calendar = replace(PLAIN, public=PublicHolidays(place))
    assert named_days(text, calendar, TODAY) == NamedDays(days, has_holiday=True, is_known=bool(days))


def test_national_day_has_its_date_where_no_country_is_known() -> None:
    calendar = replace(PLAIN, holidays=frozenset({date(2027, 10, 1)}))
    assert named_days("国庆开门吗", calendar, TODAY) == NamedDays((date(2027, 10, 1),), has_holiday=True)
