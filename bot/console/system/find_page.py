"""One field that finds what staff have at hand: a number, a name, or words of a message."""

from urllib.parse import quote

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.web.addresses import base_path
from bot.console.web.fields import Parameters, ShortText, read_fields
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.engine.search_terms import phone_terms
from store.queries.system.find import FoundRecords, find


class FindQuery(Parameters):
    """What is sought."""

    q: ShortText = ""


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Open the page of the only thing found, list several, and else search the messages."""
    sought = read_fields(FindQuery, visit.request.query_params).q.strip()
    async with visit.deps.database.reading() as session:
        found = await find(session, sought)
    target = _only_page(found, sought)
    if target is not None:
        return go_to(f"{base_path(visit.request)}{target}")
    return await show_page(visit, "system/found.html", found=found, sought=sought)


def _only_page(found: FoundRecords, sought: str) -> str | None:
    """Return the address of the only page that can be meant; None where there is a choice."""
    match found:
        case FoundRecords(cases=(), customers=(), by_phone=()):
            return f"/conversations?q={quote(sought)}" if sought else None
        case FoundRecords(cases=(case,), customers=(), by_phone=()):
            return f"/cases/{case.id}"
        case FoundRecords(cases=(), customers=(only,), by_phone=()) if only.conversation_id is not None:
            return f"/conversations/{only.conversation_id}"
        case FoundRecords(cases=(), customers=(), by_phone=(only,)) if only.conversation_id and _is_whole(
            sought
        ):
            return f"/conversations/{only.conversation_id}"
        case _:
            return None


def _is_whole(sought: str) -> bool:
    """Return whether this may be a whole phone number, and not only the end of one."""
    return bool(phone_terms(sought))
