"""The days that a question about business hours names: weekdays, dates, and holidays by their names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from actions.answers.showing.other_day import days_in
from actions.settings.calendar import Calendar
from actions.turn.chinese_form import simplified

# Words by which a question means the whole week, or days between two that it names.
ALL_WEEK = re.compile(
    r"每天|平时|平常|一般|到周|至周|到星期|至星期|到礼拜|[-~—–]周|\b(?:every|usual(?:ly)?|normal(?:ly)?|to|through|until)\b",
    re.IGNORECASE,
)
YEAR = 366


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: how questions name it, how calendars of countries do, and its date where that is fixed."""

    asked: re.Pattern[str]
    names: re.Pattern[str]
    date: tuple[int, int] | None = None


# A question may name two; an earlier row takes its words away from the later ones.
HOLIDAYS = (
    Holiday(
        re.compile(
            r"(?i)春节|过年|大年|新春|农历新?年|\b(?:chinese|lunar) new year\b|\bspring festival\b|\bcny\b"
        ),
        re.compile(r"(?i)春节|除夕|农历年|(?:Chinese|Lunar) New Year|Spring Festival"),
    ),
    Holiday(re.compile(r"(?i)除夕|年三十"), re.compile(r"(?i)除夕|New Year's Eve")),
    Holiday(
        re.compile(r"(?i)元旦|\bnew year(?:'?s)?(?: day)?\b"), re.compile(r"(?i)元旦|^New Year's Day"), (1, 1)
    ),
    Holiday(re.compile(r"(?i)清明"), re.compile(r"(?i)清明|Ching Ming|Qingming|Tomb")),
    Holiday(re.compile(r"(?i)五一|\bmay day\b"), re.compile(r"(?i)劳动节|Labou?r Day|May Day"), (5, 1)),
    Holiday(re.compile(r"(?i)劳动节|\blabou?r day\b"), re.compile(r"(?i)劳动节|Labou?r Day")),
    Holiday(re.compile(r"(?i)端午|\bdragon boat\b"), re.compile(r"(?i)端午|Dragon Boat|Tuen Ng")),
    Holiday(re.compile(r"(?i)中秋|\bmid-?autumn\b"), re.compile(r"(?i)中秋|Mid-Autumn")),
    Holiday(
        re.compile(r"(?i)国庆|\bnational day\b|\bgolden week\b"),
        re.compile(r"(?i)国庆|National Day"),
        (10, 1),
    ),
    Holiday(re.compile(r"(?i)圣诞|\b(?:christmas|xmas)\b"), re.compile(r"(?i)圣诞|Christmas"), (12, 25)),
    Holiday(re.compile(r"(?i)感恩节|\bthanksgiving\b"), re.compile(r"(?i)感恩节|Thanksgiving")),
    Holiday(re.compile(r"(?i)复活节|\beaster\b"), re.compile(r"(?i)复活节|Easter")),
)


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days that a text names, in order; holidays are among them or not, and the calendar knows these."""

    days: tuple[date, ...] = ()
    has_holiday: bool = False
    is_known: bool = True


def named_days(text: str, calendar: Calendar, today: date) -> NamedDays:
    """Return the days that a text names; none where it asks for the whole week."""
    plain = simplified(text)
    if ALL_WEEK.search(plain):
        return NamedDays()
    found: list[date] = []
    for holiday in HOLIDAYS:
        if holiday.asked.search(plain) is None:
            continue
        plain = holiday.asked.sub(" ", plain)
        days = tuple(_days_of(holiday, calendar, today))
        if not _knows(calendar, days):
            return NamedDays(days, has_holiday=True, is_known=False)
        found += days
    return NamedDays(tuple(dict.fromkeys([*found, *days_in(plain, today)])), has_holiday=bool(found))


def _knows(calendar: Calendar, days: tuple[date, ...]) -> bool:
    """Whether the calendar says if a holiday is a day off: it names one of its days, or a country."""
    return bool(days) and (calendar.public is not None or any(calendar.names_day(day) for day in days))


def _days_of(holiday: Holiday, calendar: Calendar, today: date) -> Iterator[date]:
    """The next days of a holiday, from today on."""
    named = None if calendar.public is None else calendar.public.next_named(holiday.names, today)
    if named:
        yield from named
    elif holiday.date is not None:
        year = (today + timedelta(days=number) for number in range(YEAR))
        yield from (day for day in year if (day.month, day.day) == holiday.date)
