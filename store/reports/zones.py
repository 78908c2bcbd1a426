"""The offsets of a time zone from UTC, and when they change: what SQL needs to know of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(days=1)
PRECISE = timedelta(minutes=1)


def offsets(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[tuple[datetime, int]]:
    """The moments until which an offset held, and it in seconds; the final one holds beyond `last`."""
    moment, end = first.astimezone(UTC), last.astimezone(UTC)
    while moment < end:
        following = min(moment + STEP, end)
        if _offset(zone, moment) != _offset(zone, following):
            changed = _change(zone, moment, following)
            yield changed, _offset(zone, moment)
        moment = following
    yield end, _offset(zone, end)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """When the clock was changed, to the minute."""
    old = _offset(zone, before)
    while after - before > PRECISE:
        middle = before + (after - before) / 2
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after.replace(second=0, microsecond=0)


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    distance = moment.astimezone(zone).utcoffset()
    if distance is None:
        raise AssertionError("a time in a zone has an offset")
    return int(distance.total_seconds())
