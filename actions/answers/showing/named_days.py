"""The days that a question about business hours names: weekdays, dates, and holidays by their names."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from actions.answers.showing.written_days import days_in
from actions.settings.calendar import Calendar
from actions.settings.public_holidays import PublicHolidays
from actions.turn.chinese_form import simplified

# Words by which a question means the whole week, or days between two that it names.
ALL_WEEK = re.compile(
    r"每天|平时|平常|一般|每个?(?:周|星期|礼拜)|\b(?:every|usual(?:ly)?|normal(?:ly)?)\b"
    r"|(?:周|星期|礼拜)[一二三四五六日天] ?(?:到|至|[-~—–]) ?(?:周|星期|礼拜)?[一二三四五六日天末]"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6} ?(?:to|through|thru|until|till|[-~—–]) ?"
    r"(?:mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
# What asks for days off: for holidays as such, unless a day is named.
DAYS_OFF = re.compile(r"放(?:不放)?假")
YEAR = 366


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: how questions name it, how calendars of countries do, and its date where that is fixed.

    `month` is the only one that it falls in, and `is_one_day` says that the days off behind it are another.
    A national day has its date only where no country is known. What has neither names nor a date may be any.
    """

    asked: re.Pattern[str]
    names: re.Pattern[str] | None = None
    date: tuple[int, int] | None = None
    month: int | None = None
    is_one_day: bool = False
    is_national: bool = False

    @property
    def may_be_any(self) -> bool:
        """Whether no holiday is named, but holidays as such."""
        return self.names is None and self.date is None


# A question may name two; an earlier row takes its words away from the later ones.
HOLIDAYS = (
    Holiday(
        re.compile(r"(?i)除夕|大?年三十|\b(?:chinese|lunar) new year['’]?s eve\b"),
        re.compile(r"(?i)(?:Chinese|Lunar) New Year's Eve"),
        is_one_day=True,
    ),
    Holiday(
        re.compile(
            r"(?i)春节|过年|大年|新春|农历新?年|正月|(?<![最起当月])初[一二三四五六七](?![中级年学班生])"
            r"|\b(?:chinese|lunar) new year\b|\bspring festival\b|\bcny\b"
        ),
        re.compile(r"(?i)(?:Chinese|Lunar) New Year|Spring Festival"),
    ),
    Holiday(
        re.compile(r"(?i)跨年|\bnew year(?:['’]?s)? eve\b"),
        re.compile(r"(?i)^New Year's Eve"),
        (12, 31),
        is_one_day=True,
    ),
    Holiday(
        re.compile(r"(?i)元旦|\bnew year(?:['’]?s)?(?: day)?\b"), re.compile(r"(?i)^New Year's Day"), (1, 1)
    ),
    Holiday(re.compile(r"(?i)清明"), re.compile(r"(?i)Ching Ming|Qingming|Tomb")),
    Holiday(
        re.compile(r"(?i)(?<![周期拜初十])五一(?!样|直|定|般|整|早)|\bmay day\b"),
        re.compile(r"(?i)Labou?r Day|May Day"),
        (5, 1),
        month=5,
    ),
    Holiday(re.compile(r"(?i)劳动节|\blabou?r day\b"), re.compile(r"(?i)Labou?r Day|May Day")),
    Holiday(re.compile(r"(?i)端午|\bdragon boat\b"), re.compile(r"(?i)Dragon Boat|Tuen Ng")),
    Holiday(re.compile(r"(?i)中秋|\bmid-?autumn\b"), re.compile(r"(?i)Mid-Autumn")),
    Holiday(
        re.compile(r"(?i)国庆|\bnational day\b|\bgolden week\b"),
        re.compile(r"(?i)National Day"),
        (10, 1),
        is_national=True,
    ),
    Holiday(
        re.compile(r"(?i)平安夜|圣诞夜|圣诞前夜|\b(?:christmas|xmas) eve\b"),
        re.compile(r"(?i)Christmas Eve"),
        (12, 24),
        is_one_day=True,
    ),
    Holiday(
        re.compile(r"(?i)节礼日|\bboxing day\b"),
        re.compile(r"(?i)Boxing Day|Second Day of Christmas"),
        (12, 26),
    ),
    Holiday(re.compile(r"(?i)圣诞|\b(?:christmas|xmas)\b"), re.compile(r"(?i)Christmas"), (12, 25)),
    Holiday(re.compile(r"(?i)感恩节|\bthanksgiving\b"), re.compile(r"(?i)(?<!Labor )Thanksgiving")),
    Holiday(
        re.compile(r"(?i)受难日|受难节|\bgood friday\b"), re.compile(r"(?i)Good Friday"), is_one_day=True
    ),
    Holiday(re.compile(r"(?i)复活节|\beaster\b"), re.compile(r"(?i)Easter")),
    Holiday(
        re.compile(
            r"(?i)节假日|法定假|公众假期|长假|元宵|(?<![二三月周期拜])十一(?=开|营|放|期间|假)"
            r"|\b(?:bank|public|national) holidays?\b|\b(?:on|over|during) (?:the )?holidays\b"
        )
    ),
)


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days that a text names, in order; holidays are among them or not, and the calendar knows these."""

    days: tuple[date, ...] = ()
    has_holiday: bool = False
    is_known: bool = True


def named_days(text: str, calendar: Calendar, today: date) -> NamedDays:
    """Return the days that a text names: holidays, and others where it does not ask for the whole week."""
    plain = simplified(text)
    found: list[date] = []
    for holiday in HOLIDAYS:
        if holiday.asked.search(plain) is None:
            continue
        plain = holiday.asked.sub(" ", plain)
        if holiday.may_be_any and found:
            continue  # "春节放假吗" names its holiday
        days = _days_of(holiday, calendar, today)
        if not _knows(calendar, days):
            return NamedDays(days, has_holiday=True, is_known=False)
        found += days
    is_all_week = ALL_WEEK.search(plain) is not None
    others = () if is_all_week else days_in(plain, today)
    if not (found or others or is_all_week) and DAYS_OFF.search(plain):
        return NamedDays(has_holiday=True, is_known=False)
    return NamedDays(tuple(dict.fromkeys([*found, *others])), has_holiday=bool(found))


def _knows(calendar: Calendar, days: tuple[date, ...]) -> bool:
    """Whether the calendar says if a holiday is a day off: it names one of its days, or a country."""
    return bool(days) and (calendar.public is not None or any(calendar.names_day(day) for day in days))


def _days_of(holiday: Holiday, calendar: Calendar, today: date) -> tuple[date, ...]:
    """Return the next days of a holiday, from today on; none where its date is not known."""
    if (named := _named(holiday, calendar.public, today)) or holiday.date is None:
        return named
    if holiday.is_national and calendar.public is not None:
        return ()
    year = (today + timedelta(days=number) for number in range(YEAR))
    return tuple(day for day in year if (day.month, day.day) == holiday.date)[:1]


def _named(holiday: Holiday, public: PublicHolidays | None, today: date) -> tuple[date, ...]:
    """Return the next days of a holiday that the country names so."""
    if public is None or holiday.names is None:
        return ()
    if holiday.is_one_day:
        day = public.next_day_named(holiday.names, today)
        return () if day is None else (day,)
    days = public.next_named(holiday.names, today)
    return days if days and holiday.month in (None, days[0].month) else ()
