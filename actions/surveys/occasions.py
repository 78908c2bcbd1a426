"""What a survey is asked about: a service that a system told of, or something that ended in our own house."""

from enum import StrEnum

OURS = "huifang:"  # sources that no system may use


class Occasion(StrEnum):
    """Why somebody is asked."""

    SERVICE = "service"  # a system told that it ended
    CASE = "case"  # a case was settled
    STAFF = "staff"  # a member of staff wants to know
    HANDOVER = "handover"  # a talk with a person has ended

    @property
    def source(self) -> str:
        """Where services of this occasion come from; those of systems have the system's own name."""
        return f"{OURS}{self}"


# Nobody has to get home first to judge these: they are asked about at once.
PROMPT = (Occasion.STAFF, Occasion.HANDOVER)


def occasion_of(source: str) -> Occasion:
    """The occasion of a service that came from this source."""
    return next((each for each in Occasion if each.source == source), Occasion.SERVICE)
