"""What the list of cases can be asked for, as it stands in an address."""

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
    """Whose cases, besides those of a named member."""

    MINE = "mine"
    NOBODY = "nobody"


class CaseListQuery(Parameters):
    """What the address may ask for."""

    view: CaseView = CaseView.OPEN
    assignee: Annotated[AssigneeFilter | RowId | None, Blank] = None
    kind: Annotated[CaseKind | None, Blank] = None
    priority: Annotated[Priority | None, Blank] = None
    status: Annotated[CaseStatus | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None
    overdue: bool = False
    after: Annotated[CursorField | None, Blank] = None

    def query(self, **instead: str) -> str:
        """The filter as it stands in an address, without the place in the list."""
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude_none=True, exclude={"after"})
        return urlencode({**kept, **instead})
