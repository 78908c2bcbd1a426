"""What the viewer is to look at: notes that name them, and news of what they watch."""

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.staff_notices import mentions_of, watched_by, watched_cases


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """List the notes that name the viewer, and the conversations and cases that they watch."""
    async with visit.deps.database.reading() as session:
        mentions = await mentions_of(session, viewer.staff_id)
        watched = await watched_by(session, viewer.staff_id)
        cases = await watched_cases(session, viewer.staff_id)
    return await show_page(visit, "staff/notices.html", mentions=mentions, watched=watched, cases=cases)
