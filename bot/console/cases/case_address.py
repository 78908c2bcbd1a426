"""The addresses of a case, by id and by number, which lead to the page where it is worked on."""

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.web.addresses import base_path
from bot.console.web.fields import path_id
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit
from store.queries.cases.case_places import CasePlace, place_of_case, place_of_reference
from store.queries.not_found import NotFound


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Lead to the conversation of the case with this id."""
    case_id = path_id(visit.request, "case")
    async with visit.deps.database.reading() as session:
        return _lead(visit, await place_of_case(session, case_id))


async def find(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Lead to the conversation of the case with this number, such as HF-000002.

    Raises:
        NotFound: no case can have this number.
    """
    reference = str(visit.request.path_params["reference"])
    if not reference.isprintable():
        raise NotFound("case", 0)
    async with visit.deps.database.reading() as session:
        return _lead(visit, await place_of_reference(session, reference))


def _lead(visit: Visit, place: CasePlace) -> Response:
    given = visit.request.url.query
    address = f"{base_path(visit.request)}/conversations/{place.conversation_id}?case={place.case_id}"
    return go_to(f"{address}&{given}" if given else address)
