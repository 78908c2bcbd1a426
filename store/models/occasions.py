"""What a survey is asked about: a service that a system reported, or an event inside the business."""

from datetime import datetime
from enum import StrEnum

OURS = "huifang:"  # sources that no system may use


class Occasion(StrEnum):
    """Why a customer is asked."""

    SERVICE = "service"  # a system told that it ended
    CASE = "case"  # a case was settled
    STAFF = "staff"  # a member of staff wants to know
    HANDOVER = "handover"  # a talk with a person has ended
    BOOKING = "booking"  # a service is booked, and what is expected of it is asked before it begins

    @property
    def source(self) -> str:
        """Where services of this occasion come from; those of systems have the system's own name."""
        return f"{OURS}{self}"


# The id of a settled case as an occasion is its reference and the moment: it may be settled more than once.
APART = "/"


def occasion_of(source: str | None) -> Occasion:
    """The occasion of a service that came from this source, or of a survey without a service (None)."""
    return next((each for each in Occasion if each.source == source), Occasion.SERVICE)


def end_of(source: str, moment: datetime) -> datetime | None:
    """When a service from this source ended; None of a booking, whose moment is when the service begins."""
    return None if occasion_of(source) is Occasion.BOOKING else moment


def settling_id(reference: str, settled_at: datetime) -> str:
    """The id of the occasion that a case was settled."""
    return f"{reference}{APART}{settled_at:%Y%m%dT%H%M%S}"


def booking_id(source: str, source_id: str) -> str:
    """The id of the occasion that a service was booked, from its source and its id there."""
    return f"{source}{APART}{source_id}"


def reference_of(settling: str) -> str:
    """The reference of the case that was settled, from the id of that occasion."""
    return settling.partition(APART)[0]
