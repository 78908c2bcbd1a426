"""Opening hours of a day, as they are written in data/calendar.yml: spans on the clock of the business."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

WRITTEN = re.compile(r"(\d{1,2}):(\d\d)\s{0,3}[-–]\s{0,3}(\d{1,2}):(\d\d)")
CLOSED = "closed"
ALL_DAY = "all day"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """From one time to another, both counted from midnight; an end beyond 24 hours is on the next day."""

    begin: timedelta
    end: timedelta

    @classmethod
    def of(cls, begin: time, end: time) -> "OpenSpan":
        """Return the span between two times of one day, or past midnight if the second is not later."""
        first, last = (timedelta(hours=each.hour, minutes=each.minute) for each in (begin, end))
        return cls(first, last if last > first else last + DAY)

    def __str__(self) -> str:
        return f"{_clock(self.begin)}–{_clock(self.end)}"

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return when it begins and ends on this day, in UTC."""
        return _moment(day, self.begin, zone), _moment(day, self.end, zone)


Spans = tuple[OpenSpan, ...]


def read_spans(value: object) -> Spans:
    """Read hours such as `09:00-12:00, 13:30-18:00`, `17:00-02:00`, `00:00-24:00`, `all day` or `closed`.

    Raises:
        ValueError: they are no such hours, or they overlap.
    """
    written = str(value).strip().lower()
    if written == CLOSED:
        return ()
    if written == ALL_DAY:
        return (OpenSpan(timedelta(0), DAY),)
    spans = tuple(_read_span(part.strip()) for part in written.split(","))
    if any(later.begin < earlier.end for earlier, later in pairwise(spans)):
        raise ValueError("hours of a day must follow one another, such as 09:00-12:00, 13:30-18:00")
    return spans


def _read_span(written: str) -> OpenSpan:
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError("expected hours such as 09:00-18:00, or closed, or all day")
    hour, minute, last_hour, last_minute = map(int, found.groups())
    begin = timedelta(hours=hour, minutes=minute)
    end = timedelta(hours=last_hour, minutes=last_minute)
    if begin >= DAY or end > DAY or minute > 59 or last_minute > 59:
        raise ValueError("expected times from 00:00 to 24:00")
    if begin == end:
        raise ValueError("opening must be before closing")
    return OpenSpan(begin, end if end > begin else end + DAY)


def _clock(since_midnight: timedelta) -> str:
    """Return what a clock shows; 24:00 at the end of a day that is open to its end."""
    shown = since_midnight if since_midnight <= DAY else since_midnight - DAY
    return f"{shown // HOUR:02}:{shown % HOUR // MINUTE:02}"


def _moment(day: date, since_midnight: timedelta, zone: ZoneInfo) -> datetime:
    """Return the moment at which the clocks of the zone show this time, in UTC."""
    shown = datetime.combine(day, time()) + since_midnight
    return shown.replace(tzinfo=zone).astimezone(UTC)
