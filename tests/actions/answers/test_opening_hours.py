"""The business hours in words, in both languages."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from actions.answers.opening_hours import day_name, hours_of_week, hours_on
from actions.settings.calendar import Calendar
from actions.settings.house import House
from actions.settings.open_spans import read_spans
from actions.settings.replies import Audience
from nlu.contract.labels import Language

NINE_TO_SIX = read_spans("09:00-18:00")
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"), (*[NINE_TO_SIX] * 5, read_spans("10:00-17:00"), ()))
MONDAY, SUNDAY = date(2026, 11, 30), date(2026, 11, 29)


def reader(house: House, language: Language, today: date = MONDAY) -> Audience:
    return Audience(house.replies, language, lambda: today)


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        (Language.ZH, MONDAY, "09:00–18:00"),
        (Language.ZH, SUNDAY, "休息（周一 09:00 开始营业）"),
        (Language.EN, SUNDAY, "closed (open again on Monday at 09:00)"),
    ],
)
def test_hours_of_a_day(house: House, language: Language, day: date, said: str) -> None:
    assert hours_on(CALENDAR, day, reader(house, language, day)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, "周一至周五 09:00–18:00，周六 10:00–17:00，周日休息"),
        (Language.EN, "Monday to Friday 09:00–18:00, Saturday 10:00–17:00, Sunday closed"),
    ],
)
def test_hours_of_the_week(house: House, language: Language, said: str) -> None:
    assert hours_of_week(CALENDAR, MONDAY, reader(house, language)) == said


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        (Language.ZH, "，周日休息，12月1日（周二）休息"),
        (Language.EN, ", Sunday closed, Tuesday, 1 December closed"),
    ],
)
def test_days_off_of_the_week_are_named(house: House, language: Language, ending: str) -> None:
    off = replace(CALENDAR, holidays=frozenset({date(2026, 12, 1), date(2026, 12, 20), date(2026, 12, 7)}))
    assert hours_of_week(off, MONDAY, reader(house, language)).endswith(ending)


def test_day_that_is_far_off_has_its_date(house: House) -> None:
    known = reader(house, Language.ZH)
    assert [day_name(day, known) for day in (date(2026, 12, 6), date(2026, 12, 7))] == [
        "周日",
        "12月7日（周一）",
    ]


def test_house_that_never_opens_is_closed(house: House) -> None:
    never = replace(CALENDAR, hours=((),) * 7)
    assert hours_on(never, MONDAY, reader(house, Language.EN)) == "closed"


@pytest.mark.parametrize(
    ("language", "day", "week"),
    [
        (
            Language.ZH,
            "09:00–12:00、17:00–02:00",
            "周一至周日 09:00–12:00、17:00–02:00，12月1日（周二） 09:00–12:00",
        ),
        (
            Language.EN,
            "09:00–12:00 and 17:00–02:00",
            "Monday to Sunday 09:00–12:00 and 17:00–02:00, Tuesday, 1 December 09:00–12:00",
        ),
    ],
)
def test_several_spans_and_days_that_differ_are_named(
    house: House, language: Language, day: str, week: str
) -> None:
    hours = read_spans("09:00-12:00, 17:00-02:00")
    calendar = replace(CALENDAR, hours=(hours,) * 7, days={date(2026, 12, 1): hours[:1]})
    assert hours_on(calendar, MONDAY, reader(house, language)) == day
    assert hours_of_week(calendar, MONDAY, reader(house, language)) == week
