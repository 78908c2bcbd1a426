"""The business hours of the calendar in the words of an answer."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import groupby

from babel.dates import format_date

from actions.settings.calendar import Calendar
from actions.settings.replies import Audience, Reply
from nlu.contract.labels import Language

Hours = tuple[time, time]
WEEK = 7
SEPARATORS = {Language.ZH: "，", Language.EN: ", "}
LOCALES = {Language.ZH: "zh_Hans", Language.EN: "en_GB"}


def hours_on(calendar: Calendar, day: date, reader: Audience) -> str:
    """The hours of a day, such as "09:00–18:00"; on a day off, when the business opens again."""
    hours = calendar.hours_on(day)
    if hours is not None:
        return span(hours, reader)
    following = calendar.next_open_day(day)
    if following is None or (opening := calendar.hours_on(following)) is None:
        return reader.text(Reply.HOURS_NONE_ON, days="").strip()
    named = day_name(following, reader)
    return reader.text(Reply.HOURS_CLOSED, day=named, opens=f"{opening[0]:%H:%M}")


def hours_of_week(calendar: Calendar, today: date, reader: Audience) -> str:
    """The regular hours of the weekdays, like ones together, and the days off from today to a week later."""
    regular = [
        _of_days(list(days), hours, reader)
        for hours, days in groupby(range(WEEK), key=lambda weekday: calendar.hours[weekday])
    ]
    return SEPARATORS[reader.language].join([*regular, *_days_off(calendar, today, reader)])


def span(hours: Hours, reader: Audience) -> str:
    """Opening and closing time, such as "09:00–18:00"."""
    return reader.text(Reply.HOURS_OPEN, opens=f"{hours[0]:%H:%M}", closes=f"{hours[1]:%H:%M}")


def day_name(day: date, reader: Audience) -> str:
    """A day as it is spoken of: by its weekday within a week, else by its date too."""
    if timedelta(0) <= day - reader.today() < timedelta(WEEK):
        return _weekday(day, reader.language)
    return dated(day, reader)


def dated(day: date, reader: Audience) -> str:
    """A day with its date, such as "12月1日（周二）" or "Tuesday, 1 December"."""
    form = "d MMMM" if reader.language is Language.EN else "M月d日"
    written = format_date(day, form, locale=LOCALES[reader.language])
    return reader.text(Reply.HOURS_DATE, date=written, weekday=_weekday(day, reader.language))


def _of_days(weekdays: list[int], hours: Hours | None, reader: Audience) -> str:
    names = [_weekday(_any_day_of(weekday), reader.language) for weekday in weekdays]
    days = names[0] if len(names) == 1 else reader.text(Reply.HOURS_SPAN, first=names[0], last=names[-1])
    if hours is None:
        return reader.text(Reply.HOURS_NONE_ON, days=days)
    return reader.text(Reply.HOURS_OF_DAYS, days=days, hours=span(hours, reader))


def _days_off(calendar: Calendar, today: date, reader: Audience) -> Iterator[str]:
    for number in range(WEEK):
        day = today + timedelta(days=number)
        if day in calendar.holidays and calendar.hours[day.weekday()] is not None:
            yield reader.text(Reply.HOURS_NONE_ON, days=dated(day, reader))


def _weekday(day: date, language: Language) -> str:
    return str(format_date(day, "EEEE" if language is Language.EN else "EEE", locale=LOCALES[language]))


def _any_day_of(weekday: int) -> date:
    return date(2024, 1, 1 + weekday)  # 1 January 2024 is a Monday
