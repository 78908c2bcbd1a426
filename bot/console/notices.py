"""What a page says after something was done, or could not be; the address that leads there names it."""

from enum import StrEnum

from actions.casework.errors import (
    CaseworkError,
    IsSettled,
    NoSuchMember,
    NotYours,
    OutOfReach,
    Superseded,
    TooManyFilters,
)
from bot.console.visit import Visit


class Notice(StrEnum):
    """Everything that can be said; those that are refusals are in `REFUSALS`."""

    SENT = "sent"
    NOTED = "noted"
    TAKEN_OVER = "taken_over"
    HANDED_BACK = "handed_back"
    SETTLED = "settled"
    CHANGED = "changed"
    ASKED = "asked"
    NOT_ASKED = "not_asked"
    SAVED = "saved"
    SUPERSEDED = "superseded"
    NOT_YOURS = "not_yours"
    OUT_OF_REACH = "out_of_reach"
    IS_SETTLED = "is_settled"
    NO_SUCH_MEMBER = "no_such_member"
    TOO_MANY_FILTERS = "too_many_filters"


REFUSALS: dict[type[CaseworkError], Notice] = {
    Superseded: Notice.SUPERSEDED,
    NotYours: Notice.NOT_YOURS,
    OutOfReach: Notice.OUT_OF_REACH,
    IsSettled: Notice.IS_SETTLED,
    NoSuchMember: Notice.NO_SUCH_MEMBER,
    TooManyFilters: Notice.TOO_MANY_FILTERS,
}


def notice_in(visit: Visit) -> Notice | None:
    """The notice that the address names; anything else there says nothing."""
    named = visit.request.query_params.get("notice", "")
    return Notice(named) if named in {*Notice} else None


def is_refusal(notice: Notice) -> bool:
    """Whether something could not be done."""
    return notice in REFUSALS.values() or notice is Notice.NOT_ASKED
