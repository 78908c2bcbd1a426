"""The business hours of the calendar in the words of an answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from babel.dates import format_date

from actions.settings.calendar import Calendar
from actions.settings.open_spans import Spans
from actions.settings.replies import Audience, Reply
from nlu.contract.labels import Language

WEEK = 7
BETWEEN_SPANS = {Language.ZH: "、", Language.EN: " and "}
SEPARATORS = {Language.ZH: "，", Language.EN: ", "}
LOCALES = {Language.ZH: "zh_Hans", Language.EN: "en_GB"}


def hours_on(calendar: Calendar, day: date, reader: Audience) -> str:
    """The hours of a day, such as "09:00–18:00"; on a day off, when the business opens again."""
    if hours := calendar.hours_on(day):
        return spans(hours, reader)
    following = calendar.next_open_day(day)
    if following is None:
        return reader.text(Reply.HOURS_NONE_ON, days="").strip()
    named = day_name(following, reader)
    return reader.text(Reply.HOURS_CLOSED, day=named, opens=opening_of(calendar.hours_on(following)))


def hours_of_week(calendar: Calendar, today: date, reader: Audience) -> str:
    """The regular hours of the weekdays, like ones together, and the next seven days that differ."""
    regular = [
        _of_days(list(days), hours, reader)
        for hours, days in groupby(range(WEEK), key=lambda weekday: calendar.hours[weekday])
    ]
    return SEPARATORS[reader.language].join([*regular, *_exceptions(calendar, today, reader)])


def opening_of(hours: Spans) -> str:
    """When the first of some spans begins, such as "09:00"."""
    return str(hours[0]).partition("–")[0]


def spans(hours: Spans, reader: Audience) -> str:
    """Opening and closing times, such as "09:00–12:00 and 13:30–18:00"."""
    times = (str(each).split("–") for each in hours)
    shown = (reader.text(Reply.HOURS_OPEN, opens=opens, closes=closes) for opens, closes in times)
    return BETWEEN_SPANS[reader.language].join(shown)


def day_name(day: date, reader: Audience) -> str:
    """A day as it is spoken of: by its weekday within a week, else by its date too."""
    if timedelta(0) <= day - reader.today() < timedelta(WEEK):
        return _weekday(day, reader.language)
    return dated(day, reader)


def near_day_name(day: date, reader: Audience) -> str:
    """A day as it is named to a customer who asks for it: today and tomorrow as what they are."""
    near = {0: Reply.HOURS_TODAY, 1: Reply.HOURS_TOMORROW}.get((day - reader.today()).days)
    return (
        day_name(day, reader) if near is None else reader.text(near, weekday=_weekday(day, reader.language))
    )


def dated(day: date, reader: Audience) -> str:
    """A day with its date, such as "12月1日（周二）" or "Tuesday, 1 December"."""
    form = "d MMMM" if reader.language is Language.EN else "M月d日"
    written = format_date(day, form, locale=LOCALES[reader.language])
    return reader.text(Reply.HOURS_DATE, date=written, weekday=_weekday(day, reader.language))


def _of_days(weekdays: list[int], hours: Spans, reader: Audience) -> str:
    names = [_weekday(_any_day_of(weekday), reader.language) for weekday in weekdays]
    days = names[0] if len(names) == 1 else reader.text(Reply.HOURS_SPAN, first=names[0], last=names[-1])
    return _of_named(days, hours, reader)


def _of_named(days: str, hours: Spans, reader: Audience) -> str:
    if not hours:
        return reader.text(Reply.HOURS_NONE_ON, days=days)
    return reader.text(Reply.HOURS_OF_DAYS, days=days, hours=spans(hours, reader))


def _exceptions(calendar: Calendar, today: date, reader: Audience) -> Iterator[str]:
    for number in range(WEEK):
        day = today + timedelta(days=number)
        if calendar.hours_on(day) != calendar.hours[day.weekday()]:
            yield _of_named(dated(day, reader), calendar.hours_on(day), reader)


def _weekday(day: date, language: Language) -> str:
    return str(format_date(day, "EEEE" if language is Language.EN else "EEE", locale=LOCALES[language]))


def _any_day_of(weekday: int) -> date:
    return date(2024, 1, 1 + weekday)  # 1 January 2024 is a Monday
