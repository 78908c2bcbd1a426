"""Reads data/calendar.yml."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from actions.settings.calendar import Calendar
from actions.settings.open_spans import OpenSpan, read_spans
from actions.settings.public_holidays import PublicHolidays
from actions.settings.yaml_files import DataError, YamlFile, load_yaml, mistakes_of

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _public(value: object) -> PublicHolidays | None:
    return None if value is None else PublicHolidays(str(value))


def _written_days(value: object) -> object:
    """Let mistakes name a day as it is written, and not as Python shows it."""
    return {str(day): hours for day, hours in value.items()} if isinstance(value, dict) else value


Hours = Annotated[tuple[OpenSpan, ...], BeforeValidator(read_spans)]


class _CalendarFile(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    hours: dict[str, Hours]
    country: Annotated[PublicHolidays | None, BeforeValidator(_public)] = None
    holidays: list[date] = []
    workdays: list[date] = []
    days: Annotated[dict[date, Hours], BeforeValidator(_written_days)] = {}


def load_calendar(file: YamlFile, zone: ZoneInfo) -> Calendar:
    """Read data/calendar.yml.

    Raises:
        DataError: the file is broken, a weekday is missing or unknown, a day is both off and worked, hours
            are not like `09:00-18:00` or `closed`, or the country is not known.
    """
    try:
        content = _CalendarFile.model_validate(load_yaml(file))
    except ValidationError as exc:
        raise DataError(mistakes_of(file, exc)) from exc
    _check(file, content)
    return Calendar(
        zone,
        tuple(content.hours[day] for day in DAYS),
        frozenset(content.holidays),
        frozenset(content.workdays),
        content.days,
        content.country,
    )


def _check(file: YamlFile, content: _CalendarFile) -> None:
    if missing := [day for day in DAYS if day not in content.hours]:
        raise DataError([f"{file}: hours of {', '.join(missing)} are missing (09:00-18:00, or closed)"])
    if strange := [day for day in content.hours if day not in DAYS]:
        raise DataError([f"{file}: hours: there is no weekday {', '.join(map(repr, strange))}"])
    if both := sorted({*content.holidays} & {*content.workdays}):
        raise DataError(
            [f"{file}: {', '.join(map(str, both))}: is among the holidays and among the workdays"]
        )
