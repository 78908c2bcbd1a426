"""Until when a case is snoozed, by the choices that staff are offered."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from actions.settings.calendar import Calendar

LONGEST = timedelta(days=366)
HOURS = {"hour": 1, "four_hours": 4}
DAYS = {"next_day": 0, "week": 6}  # after which the next day with business hours is meant


class SnoozeSpan(StrEnum):
    """For how long; days end when the business opens."""

    HOUR = "hour"
    FOUR_HOURS = "four_hours"
    NEXT_DAY = "next_day"
    WEEK = "week"


def wake_time(span: SnoozeSpan, now: datetime, calendar: Calendar) -> datetime:
    """Return when a case comes back; where no business hours follow, a day or a week from now."""
    if span.value in HOURS:
        return now + timedelta(hours=HOURS[span.value])
    days = DAYS[span.value]
    day = calendar.next_open_day(now.astimezone(calendar.zone).date() + timedelta(days=days))
    if day is None:
        return now + timedelta(days=days + 1)
    opening, _ = calendar.hours_on(day)[0].on(day, calendar.zone)
    return opening


def local_time(written: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment of a time that a person wrote by their own clock."""
    return written.replace(tzinfo=zone) if written.tzinfo is None else written
