"""The page of one case."""

from starlette.responses import Response

from actions.casework.looks import Viewed, note_look
from actions.staff.roster import list_members
from actions.staff.sessions import Viewer
from bot.console.web.fields import path_id
from bot.console.web.notices import is_refusal, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.cases import OPEN_STATUSES, Priority
from store.queries.cases.casefile import read_casefile


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the subject of the case, its status, its history, and the forms to work on it."""
    case_id = path_id(visit.request, "case")
    async with visit.deps.database.reading() as session:
        file = await read_casefile(session, case_id)
        members = await list_members(session)
    await note_look(visit.deps.database, Viewed.CASE, case_id, viewer.staff_id, visit.now)
    notice = notice_in(visit)
    return await show_page(
        visit,
        "cases/case.html",
        file=file,
        case=file.case,
        members=[member for member in members if member.disabled_at is None],
        statuses=OPEN_STATUSES,
        priorities=tuple(Priority),
        surveys=visit.deps.house.surveys,
        notice=notice,
        is_refusal=is_refusal(notice) if notice else False,
    )
