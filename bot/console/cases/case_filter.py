"""The filter of the list of cases, as it is in the address."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from bot.console.web.fields import Blank, CursorField, Parameters, RowId, ShortText
from store.models.cases import CaseKind, CaseStatus, Priority


class CaseView(StrEnum):
    """Which cases are shown, and how."""

    OPEN = "open"
    BOARD = "board"
    SETTLED = "settled"


class AssigneeFilter(StrEnum):
    """Whose cases, besides those of a chosen member of staff."""

    MINE = "mine"
    UNASSIGNED = "unassigned"


class CaseListQuery(Parameters):
    """The parameters of the list."""

    view: CaseView = CaseView.OPEN
    q: Annotated[ShortText | None, Blank] = None
    assignee: Annotated[AssigneeFilter | RowId | None, Blank] = None
    kind: Annotated[CaseKind | None, Blank] = None
    priority: Annotated[Priority | None, Blank] = None
    status: Annotated[CaseStatus | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None
    overdue: bool = False
    chased: bool = False
    urgent: bool = False
    snoozed: bool = False
    tag: Annotated[ShortText | None, Blank] = None
    after: Annotated[CursorField | None, Blank] = None

    def query(self, **instead: str) -> str:
        """Return the filter as it is in the address, without the position in the list."""
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude_none=True, exclude={"after"})
        return urlencode({**kept, **instead})
