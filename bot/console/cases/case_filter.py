"""What the list of cases can be asked for, as it stands in an address."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from bot.console.web.fields import Blank, Parameters, Place, RowId, ShortText
from store.models.cases import CaseKind, CaseStatus, Priority


class Shelf(StrEnum):
    """Which cases are shown, and how."""

    OPEN = "open"
    BOARD = "board"
    SETTLED = "settled"


class Whose(StrEnum):
    """Whose cases, besides those of a named member."""

    MINE = "mine"
    NOBODY = "nobody"


class AskedCases(Parameters):
    """What the address may ask for."""

    shelf: Shelf = Shelf.OPEN
    assignee: Annotated[Whose | RowId | None, Blank] = None
    kind: Annotated[CaseKind | None, Blank] = None
    priority: Annotated[Priority | None, Blank] = None
    status: Annotated[CaseStatus | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None
    overdue: bool = False
    after: Annotated[Place | None, Blank] = None

    def query(self, **instead: str) -> str:
        """The filter as it stands in an address, without the place in the list."""
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude_none=True, exclude={"after"})
        return urlencode({**kept, **instead})
