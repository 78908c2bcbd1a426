"""The days that a text writes: today and tomorrow, weekdays, and dates with their months or without."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from actions.answers.showing.month_days import month_days, with_digits
from actions.turn.chinese_form import simplified

MOST = 7  # days; who asks for more asks for the hours in general
WEEK = 7
SATURDAY, SUNDAY = 5, 6
RELATIVE: Mapping[str, int] = {
    "今天": 0, "今日": 0, "今儿": 0, "今晚": 0, "明天": 1, "明日": 1, "明儿": 1, "明早": 1, "明晚": 1,
    "听日": 1, "听晚": 1, "听朝": 1, "大后天": 3, "大后日": 3, "后天": 2, "后日": 2,
    "today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "day after tomorrow": 2,
}  # fmt: skip
SIGNS: Mapping[str, tuple[int, ...]] = {sign: (number,) for number, sign in enumerate("一二三四五六日")} | {
    "天": (SUNDAY,),
    "末": (SATURDAY, SUNDAY),
}
CHINESE = re.compile(
    r"(上|下{1,2})?个?(?:周|星期|礼拜)(?:(六)[、和]?([日天])(?![常程本用])|([一二三四五六日天末]))"
)
ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
IN_ENGLISH = re.compile(
    r"\b(?:(next|last) )?(?:(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:days?)?|weekends?)\b"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?! ?[ap]m\b)"
_UNTIL = r" ?(?:to|through|until|till|and|[-~—–]) ?"
# Dates as they are written, with their weekdays, which name no other day: `month`, `day`, then a last one.
MONTH_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:月(\d{1,2})[日号]?|[./](\d{1,2})[日号])"
    r"(?: ?(?:到|至|[-~—–]) ?(?:(\d{1,2})月)?(\d{1,2})[日号])?"
    r"(?:[（(， ]{0,2}(?:周|星期|礼拜)[一二三四五六日天])?"
)
MONTH_NAMED = re.compile(
    rf"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},? )?\b{_MONTH} (?:the )?{_DAY}"
    rf"(?:{_UNTIL}(?:{_MONTH} )?{_DAY})?"
)
DAY_FIRST = re.compile(
    rf"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},? )?(?:\b{_DAY}(?: ?{_MONTH})?{_UNTIL})?"
    rf"\b{_DAY}(?: of)? ?{_MONTH}(?![a-z])"
)
# A slash is a date where no clock and no weekday stands beside it: 24/7 are hours and days.
SLASHED = re.compile(
    r"(?<![\d/])(?<!at )(?<![周期拜][一二三四五六日天])(?<!day )(?!7/24)(\d{1,2})/(\d{1,2})(?![\d/点:])"
)


def days_in(text: str, today: date) -> tuple[date, ...]:
    """Return the days that a text names, from today on; a weekday is the next one, today included."""
    plain = with_digits(simplified(text).lower())
    return tuple(dict.fromkeys(_days(plain, today)))[:MOST]


def _days(text: str, today: date) -> Iterator[date]:
    rest, dated = text, []
    for word, distance in sorted(RELATIVE.items(), key=lambda each: -len(each[0])):
        if word in rest:
            yield today + timedelta(distance)
            rest = rest.replace(word, " ")
    for pattern, read in ((MONTH_FIRST, _numbered), (MONTH_NAMED, _named), (DAY_FIRST, _day_named)):
        dated += [read(found) for found in pattern.finditer(rest)]
        rest = pattern.sub(" ", rest)
    named = [day for first, last in dated for day in _between(first, last, today)]
    numbered, rest = month_days(rest, today, max(named, default=today))
    yield from _weekdays(rest, today)
    yield from (*named, *numbered)
    for month, day in SLASHED.findall(rest):
        yield from _between((int(month), int(day)), None, today)


def _weekdays(text: str, today: date) -> Iterator[date]:
    """The weekdays of a text; one of last week is no day to come."""
    for week, saturday, sunday, sign in CHINESE.findall(text):
        for weekday in (weekday for each in (saturday, sunday, sign) if each for weekday in SIGNS[each]):
            if week != "上":
                yield _next(weekday, today, len(week))
    for week, name in IN_ENGLISH.findall(text):
        for weekday in (ENGLISH.index(name),) if name else SIGNS["末"]:
            if week != "last":
                yield _next(weekday, today, int(bool(week)))


def _next(weekday: int, today: date, weeks: int) -> date:
    if weeks:
        return today + timedelta(WEEK * weeks - today.weekday() + weekday)
    return today + timedelta((weekday - today.weekday()) % WEEK)


MonthDay = tuple[int, int]
Written = tuple[MonthDay, MonthDay | None]


def _numbered(found: re.Match[str]) -> Written:
    month, day, or_day, last_month, last = found.groups()
    return (int(month), int(day or or_day)), (int(last_month or month), int(last)) if last else None


def _named(found: re.Match[str]) -> Written:
    month, day, last_month, last = found.groups()
    first = MONTHS.index(month) + 1
    ends = MONTHS.index(last_month) + 1 if last_month else first
    return (first, int(day)), (ends, int(last)) if last else None


def _day_named(found: re.Match[str]) -> Written:
    day, month, last, last_month = found.groups()
    ends = MONTHS.index(last_month) + 1
    if day is None:
        return (ends, int(last)), None
    return (MONTHS.index(month) + 1 if month else ends, int(day)), (ends, int(last))


def _between(first: MonthDay, last: MonthDay | None, today: date) -> Iterator[date]:
    """The days from one to another that are not past, a week of them at most."""
    end = _dated(last or first, today)
    if end is None:
        return
    begins = (date_of(year, first) for year in (end.year, end.year - 1))
    begin = next((day for day in begins if day is not None and day <= end), end)
    for number in range(min((end - max(begin, today)).days + 1, MOST)):
        yield max(begin, today) + timedelta(number)


def _dated(day: MonthDay, today: date) -> date | None:
    """The next day of this date, today included."""
    years = (date_of(year, day) for year in (today.year, today.year + 1))
    return next((found for found in years if found is not None and found >= today), None)


def date_of(year: int, day: MonthDay) -> date | None:
    """Return a day of a year; None where it has no such day."""
    try:
        return date(year, *day)
    except ValueError:
        return None
