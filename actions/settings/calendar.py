"""Business hours: when a promise falls due."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.settings.open_spans import DAY, Spans
from actions.settings.public_holidays import PublicHolidays

LONGEST_CLOSURE = 366  # days; a calendar closed for longer is a mistake
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours by weekday (0 is Monday) in one time zone, and the days that are exceptions.

    The hours of a single day in `days` win over all; then come `workdays` and days worked in exchange for a
    public holiday, both with the hours of a Monday; then `holidays` and public ones, which are closed.
    """

    zone: ZoneInfo
    hours: tuple[Spans, ...]
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    days: Mapping[date, Spans] = field(default_factory=dict)
    public: PublicHolidays | None = None

    def after(self, start: datetime, work: timedelta) -> datetime:
        """The moment at which this much business time has passed since `start`.

        Raises:
            ValueError: the calendar has no business hours for a year.
        """
        first, start = start.astimezone(self.zone).date(), start.astimezone(UTC)
        for begin, end in self._open(first, first + LONGEST_CLOSURE * DAY):
            available = end - max(begin, start)
            if available > timedelta(0) and available >= work:
                return (max(begin, start) + work).astimezone(self.zone)
            work -= max(available, timedelta(0))
        raise ValueError("the calendar has no business hours for a year")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The business time from one moment to a later one; none where the end is not later."""
        first, last = (moment.astimezone(self.zone).date() for moment in (start, end))
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        overlaps = (min(end, closing) - max(start, opening) for opening, closing in self._open(first, last))
        return sum((max(each, timedelta(0)) for each in overlaps), timedelta(0))

    def is_open(self, moment: datetime) -> bool:
        """Return whether a moment is in business hours."""
        return self.between(moment, moment + timedelta(minutes=1)) > timedelta(0)

    def hours_on(self, day: date) -> Spans:
        """The hours that begin on a day; none where all is closed."""
        if day in self.days:
            return self.days[day]
        if day in self.workdays:
            return self.hours[MONDAY]
        if day in self.holidays:
            return ()
        if self.public is not None and self.public.is_worked(day):
            return self.hours[MONDAY]
        if self.public is not None and self.public.is_off(day):
            return ()
        return self.hours[day.weekday()]

    def names_day(self, day: date) -> bool:
        """Whether the business names this very day: as one off, as one worked, or with its hours."""
        return day in self.days or day in self.workdays or day in self.holidays

    def next_open_day(self, after: date) -> date | None:
        """The first day after this one with business hours; None where there is none for a year."""
        days = (after + timedelta(days=number) for number in range(1, LONGEST_CLOSURE))
        return next((day for day in days if self.hours_on(day)), None)

    def _open(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the open times that touch these days, in order and in UTC, so that their lengths are real."""
        day, closed = first - DAY, None  # the evening before may last past midnight
        while day <= last:
            for span in self.hours_on(day):
                begin, end = span.on(day, self.zone)
                yield begin if closed is None else max(begin, closed), end
                closed = end if closed is None else max(end, closed)
            day += DAY
