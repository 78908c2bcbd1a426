"""The list of corrective actions: of all for reviewers, one's own for others."""

from typing import Annotated

from starlette.responses import Response

from actions.staff.permissions import Permission, is_allowed
from actions.staff.sessions import Viewer
from bot.console.quality.corrective_days import last_day
from bot.console.web.fields import Blank, CursorField, Parameters, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.reviews import CorrectiveStatus
from store.queries.quality.corrective_rows import count_corrective, list_corrective


class CorrectiveQuery(Parameters):
    """The parameters of the list: a status, only one's own, and the position."""

    status: CorrectiveStatus = CorrectiveStatus.OPEN
    mine: bool = False
    after: Annotated[CursorField | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show what is due first; of the closed ones, the newest day first."""
    asked = read_fields(CorrectiveQuery, visit.request.query_params)
    may_judge = is_allowed(viewer.role, Permission.CHECK_QUALITY)
    whose = viewer.staff_id if asked.mine or not may_judge else None
    async with visit.deps.database.reading() as session:
        page = await list_corrective(session, asked.status, whose, asked.after)
        counts = await count_corrective(session, whose)
    return await show_page(
        visit,
        "quality/corrective_list.html",
        page=page,
        counts=counts,
        asked=asked,
        may_judge=may_judge,
        scorecard=visit.deps.scorecard,
        last_day=lambda due_at: last_day(visit, due_at),
    )
