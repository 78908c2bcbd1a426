"""The page of what is wrong with the system."""

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.web.rendering import ALARM_DAYS
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.system.alarms import list_alarms, things

# Kinds that are listed as alarms; those about single updates and sends are listed with these.
ALARM_KINDS = (
    "telegram.conflict",
    "telegram.unreadable",
    "telegram.silent",
    "database.unavailable",
    "nlu.away",
    "staff_chat.lost",
    "room.unusable",
    "room.topic_unmade",
    "survey.failed",
    "settings.refused",
    "case.recovery",
    "case.urgent",
    "case.unresolved",
    "case.stalled",
    "case.escalated",
    "conversation.unanswered",
    "conversation.long_unanswered",
)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show open alarms, parked updates, and sends with an unknown outcome."""
    async with visit.deps.database.reading() as session:
        found = await list_alarms(session, visit.now - ALARM_DAYS)
        about = await things(session, [alarm.subject for alarm in found.raised])
    return await show_page(
        visit, "system/alarms.html", found=found, about=about, days=ALARM_DAYS.days, kinds=ALARM_KINDS
    )
