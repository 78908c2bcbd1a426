"""The page of outlets, the people who serve there, and the surveys."""

from datetime import timedelta

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.system.directory import list_served

PERIOD = timedelta(days=365)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show who served in the last year, and every survey as customers see it."""
    async with visit.deps.database.reading() as session:
        served = await list_served(session, visit.now - PERIOD)
    return await show_page(
        visit,
        "system/directory.html",
        served=served,
        days=PERIOD.days,
        definitions=tuple(visit.deps.house.surveys.values()),
    )
