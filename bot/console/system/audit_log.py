"""The audit log."""

from functools import partial
from typing import Annotated

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.system.audit_names import action_name, actor_name, detail_text, subject_name
from bot.console.web.fields import Blank, CursorField, Parameters, ShortText, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.system.audit import list_audit

# The prefixes of the names of actions.
GROUPS = (
    *(
        "alarm.",
        "answer.",
        "case.",
        "check.",
        "conversation.",
        "corrective.",
        "customer.",
        "export.",
        "intent.",
        "key.",
        "look.",
        "message.",
        "model.",
        "note.",
        "retention.",
        "settings.",
        "room.",
    ),
    *("staff.", "survey.", "tap.", "webhook."),
)


class AuditLogQuery(Parameters):
    """A group of actions, and the position in the list."""

    about: Annotated[ShortText | None, Blank] = None
    after: Annotated[CursorField | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a page of the audit log, newest first."""
    asked = read_fields(AuditLogQuery, visit.request.query_params)
    async with visit.deps.database.reading() as session:
        page = await list_audit(session, asked.about, asked.after)
    return await show_page(
        visit,
        "system/audit.html",
        page=page,
        asked=asked,
        groups=GROUPS,
        action_name=partial(action_name, visit),
        actor_name=partial(actor_name, visit),
        subject_name=partial(subject_name, visit),
        detail_text=partial(detail_text, visit),
    )
