"""Times in the reader's language."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta

from nlu.contract.labels import Language

LOCALES = {Language.ZH: "zh_Hans", Language.EN: "en_GB"}
THIS_YEAR = {Language.ZH: "M月d日 HH:mm", Language.EN: "d MMM HH:mm"}
SHORT_DAY = {Language.ZH: "M月d日", Language.EN: "d MMM"}
IN_FULL = {Language.ZH: "y年M月d日 EEEE HH:mm:ss OOOO", Language.EN: "EEEE, d MMMM y, HH:mm:ss OOOO"}
ANOTHER_YEAR = {Language.ZH: "y年M月d日", Language.EN: "d MMM y"}


def short_time(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """Format a time as short as is clear: "14:05" today, "23 Nov 14:05" this year, else "23 Nov 2026"."""
    there, today = at.astimezone(zone), now.astimezone(zone)
    if there.date() == today.date():
        return clock_time(at, zone, language)
    pattern = THIS_YEAR if there.year == today.year else ANOTHER_YEAR
    return format_datetime(there, pattern[language], tzinfo=zone, locale=LOCALES[language])


def clock_time(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """Format the time of day, such as "14:05"."""
    return format_time(at, "HH:mm", tzinfo=zone, locale=LOCALES[language])


def full_time(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """Format date and time with the offset from UTC."""
    return format_datetime(at, IN_FULL[language], tzinfo=zone, locale=LOCALES[language])


def day(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """Format the day, such as "Monday, 23 November 2026"."""
    return format_date(at.astimezone(zone).date(), "full", locale=LOCALES[language])


def short_day(on: date, language: Language) -> str:
    """Format a day without its year, such as "23 Nov"."""
    return format_date(on, SHORT_DAY[language], locale=LOCALES[language])


def from_now(at: datetime, now: datetime, language: Language) -> str:
    """Format the distance, such as "in 90 minutes" or "2 days ago"; a larger unit from two of it on."""
    return format_timedelta(
        at - now, granularity="minute", threshold=2, add_direction=True, locale=LOCALES[language]
    )


def start_of(on: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(on, time(), zone)
