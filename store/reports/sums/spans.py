"""Spans of whole days: days, weeks, four weeks and so on, each made of whole spans of the size before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
# How many days a span has; each is made of whole spans of the size before it, from a Monday on.
SIZES = (1, 7, 28, 112)
MONDAY = date(1970, 1, 5)


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another that does not belong to it."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """What no span covers; open where an end is missing."""

    since: datetime | None
    until: datetime | None


def days(first: date, size: int, zone: ZoneInfo) -> Span:
    """So many days from a first one on, on the clock of a zone."""
    begin, end = (datetime.combine(day, time(), zone) for day in (first, first + size * DAY))
    return Span(begin, end)


def whole_spans(first: date, today: date) -> Iterator[tuple[date, int]]:
    """First day and size of every span from the week of the first day until yesterday; small ones first."""
    begin = first - timedelta(days=first.weekday())
    for size in SIZES:
        offset = -(begin - MONDAY).days % size
        day = begin + offset * DAY
        while day + size * DAY <= today:
            yield day, size
            day += size * DAY


def parts_of(first: date, size: int) -> Iterator[tuple[date, int]]:
    """The spans that a larger one is made of; none for a day."""
    place = SIZES.index(size)
    if place == 0:
        return
    smaller = SIZES[place - 1]
    yield from ((first + days_on * DAY, smaller) for days_on in range(0, size, smaller))


def cover(spans: Iterable[Span], since: datetime | None, until: datetime | None) -> Sequence[Span]:
    """The fewest of these spans that lie within a period and do not overlap, in their order."""
    chosen: list[Span] = []
    last: datetime | None = since
    inside = (span for span in spans if until is None or span.ends_at <= until)
    # Of those that begin together the longest comes first, so that it is chosen.
    for span in sorted(inside, key=lambda each: (each.begins_at, -each.ends_at.timestamp())):
        if last is None or span.begins_at >= last:
            chosen.append(span)
            last = span.ends_at
    return chosen


def gaps(chosen: Sequence[Span], since: datetime | None, until: datetime | None) -> Iterator[Gap]:
    """What of the period lies between the chosen spans."""
    begin = since
    for span in chosen:
        if begin is None or begin < span.begins_at:
            yield Gap(begin, span.begins_at)
        begin = span.ends_at
    if begin is None or until is None or begin < until:
        yield Gap(begin, until)


def week_of(moment: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week in which a moment lies, on the clock of a zone."""
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())
