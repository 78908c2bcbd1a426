"""On which clock a visitor reads times."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def choose_zone(told: str | None, default: ZoneInfo) -> ZoneInfo:
    """The zone that the browser told, if there is such a one, else that of the business."""
    return ZoneInfo(told) if told in _known() else default


@cache
def _known() -> frozenset[str]:
    # Reads the names from the disk once; a name that is not among them never becomes a path.
    return frozenset(available_timezones())
