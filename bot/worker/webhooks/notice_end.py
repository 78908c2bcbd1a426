"""How sending a notice ended, as the exit status of its process."""

from enum import IntEnum


class NoticeEnd(IntEnum):
    """How a notice ended; 1 and 2 are what Python itself ends with."""

    TAKEN = 0
    REFUSED = 10  # by the service, or it could not be reached
    UNKNOWN = 11  # apprise knows no such address
    FORBIDDEN = 12  # it leads to an address that must not be reached
    ORPHANED = 13  # the worker is gone
