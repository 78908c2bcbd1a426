"""Time zones by their IANA names, as systems and browsers tell them."""

from functools import cache
from zoneinfo import available_timezones

# These stand among the files, and are no place that anybody lives in.
NOWHERE = {"Factory", "localtime"}


@cache
def zone_names() -> frozenset[str]:
    """All names, such as Europe/Berlin. They are read from the disk once; no other name becomes a path."""
    return frozenset(available_timezones() - NOWHERE)
