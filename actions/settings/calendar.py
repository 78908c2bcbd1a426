"""Business hours: when a promise falls due."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from actions.settings.yaml_files import DataError, load_yaml, mistakes_of

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_CLOSURE = 366  # days; a calendar closed for longer is a mistake


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours by weekday (0 is Monday) in one time zone, and the days on which all is closed."""

    zone: ZoneInfo
    hours: tuple[tuple[time, time] | None, ...]
    holidays: frozenset[date] = frozenset()

    def after(self, start: datetime, work: timedelta) -> datetime:
        """The moment at which this much business time has passed since `start`.

        Raises:
            ValueError: the calendar has no business hours for a year.
        """
        moment = start.astimezone(self.zone)
        for _ in range(LONGEST_CLOSURE):
            window = self._window(moment)
            if window is not None:
                begin = max(moment, window[0])
                available = window[1] - begin
                if available > timedelta(0) and available >= work:
                    return begin + work
                work -= max(available, timedelta(0))
            moment = datetime.combine(moment.date() + timedelta(days=1), time(), self.zone)
        raise ValueError("the calendar has no business hours for a year")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The business time from one moment to a later one; none where the end is not later."""
        moment, worked = start.astimezone(self.zone), timedelta(0)
        while moment < end:
            window = self._window(moment)
            if window is not None:
                worked += max(min(end, window[1]) - max(moment, window[0]), timedelta(0))
            moment = datetime.combine(moment.date() + timedelta(days=1), time(), self.zone)
        return worked

    def hours_on(self, day: date) -> tuple[time, time] | None:
        """Opening and closing time on a day; None where all is closed."""
        return None if day in self.holidays else self.hours[day.weekday()]

    def next_open_day(self, after: date) -> date | None:
        """The first day after this one with business hours; None where there is none for a year."""
        days = (after + timedelta(days=number) for number in range(1, LONGEST_CLOSURE))
        return next((day for day in days if self.hours_on(day) is not None), None)

    def _window(self, moment: datetime) -> tuple[datetime, datetime] | None:
        hours = self.hours_on(moment.date())
        if hours is None:
            return None
        return (
            datetime.combine(moment.date(), hours[0], self.zone),
            datetime.combine(moment.date(), hours[1], self.zone),
        )


def _span(value: object) -> tuple[time, time] | None:
    if value == "closed":
        return None
    begin, _, end = str(value).partition("-")
    span = time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    if span[0] >= span[1]:
        raise ValueError("opening must be before closing")
    return span


Span = Annotated[tuple[time, time] | None, BeforeValidator(_span)]


class _CalendarFile(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    hours: dict[str, Span]
    holidays: list[date] = []


def load_calendar(file: Path, zone: ZoneInfo) -> Calendar:
    """Read data/calendar.yml.

    Raises:
        DataError: the file is broken, a weekday is missing, or hours are not like `09:00-18:00` or `closed`.
    """
    try:
        content = _CalendarFile.model_validate(load_yaml(file))
    except ValidationError as exc:
        raise DataError(mistakes_of(file, exc)) from exc
    missing = [day for day in DAYS if day not in content.hours]
    if missing:
        raise DataError([f"{file}: hours of {', '.join(missing)} are missing (09:00-18:00, or closed)"])
    return Calendar(zone, tuple(content.hours[day] for day in DAYS), frozenset(content.holidays))
