"""A promised time in the customer's words."""

from datetime import datetime, timedelta

from babel.dates import format_date, format_time

from actions.settings.replies import Reply
from actions.turn.turn import Turn
from nlu.contract.labels import Language

LOCALES = {Language.ZH: "zh_Hans", Language.EN: "en_GB"}


def time_of(turn: Turn, moment: datetime) -> str:
    """A moment of the past, such as "12:00 on 23 November", on the clock of the business."""
    zone, locale = turn.house.calendar.zone, LOCALES[turn.language]
    there = moment.astimezone(zone)
    values = {
        "time": format_time(there, "HH:mm", tzinfo=zone, locale=locale),
        "date": format_date(there, "d MMMM" if turn.language is Language.EN else "M月d日", locale=locale),
    }
    return turn.text(Reply.MOMENT, **values)


def promised_time(turn: Turn, due: datetime) -> str:
    """When it is due, such as "明天（周二）11:00" or "18:00 today", on the clock of the business."""
    zone = turn.house.calendar.zone
    there, today = due.astimezone(zone), turn.now.astimezone(zone).date()
    locale = LOCALES[turn.language]
    values = {"time": format_time(there, "HH:mm", tzinfo=zone, locale=locale)}
    if there.date() == today:
        return turn.text(Reply.DUE_TODAY, **values)
    values["weekday"] = format_date(there, "EEEE" if turn.language is Language.EN else "EEE", locale=locale)
    if there.date() == today + timedelta(days=1):
        return turn.text(Reply.DUE_TOMORROW, **values)
    values["date"] = format_date(there, "d MMMM" if turn.language is Language.EN else "M月d日", locale=locale)
    return turn.text(Reply.DUE_DAY, **values)
