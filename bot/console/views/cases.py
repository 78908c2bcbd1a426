"""The list of cases."""

from enum import StrEnum
from typing import Annotated

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.fields import Blank, Parameters, Place, read_fields
from bot.console.pages import show as show_page
from bot.console.visit import Visit
from store.queries.cases import list_open_cases, list_settled_cases


class Shelf(StrEnum):
    """Which cases are shown."""

    OPEN = "open"
    SETTLED = "settled"


LISTS = {Shelf.OPEN: list_open_cases, Shelf.SETTLED: list_settled_cases}


class Asked(Parameters):
    """What the address may ask for."""

    shelf: Shelf = Shelf.OPEN
    after: Annotated[Place | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """A page of open cases, the most urgent first, or of settled ones."""
    asked = read_fields(Asked, visit.request.query_params)
    async with visit.deps.database.reading() as session:
        page = await LISTS[asked.shelf](session, asked.after)
    return await show_page(visit, "cases.html", page=page, asked=asked, shelves=tuple(Shelf))
