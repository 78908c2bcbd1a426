"""What is wrong with the system itself."""

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.pages import ALARM_DAYS
from bot.console.pages import show as show_page
from bot.console.texts import ALARM_KINDS
from bot.console.visit import Visit
from store.queries.alarms import list_alarms
from store.queries.subjects import things


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Open alarms, updates put aside, and sends in doubt."""
    async with visit.deps.database.reading() as session:
        found = await list_alarms(session, visit.now - ALARM_DAYS)
        about = await things(session, [alarm.subject for alarm in found.raised])
    return await show_page(
        visit, "alarms.html", found=found, about=about, days=ALARM_DAYS.days, kinds=ALARM_KINDS
    )
