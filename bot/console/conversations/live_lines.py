"""The messages of a talk without the page around them, for an open page: the newest, or earlier ones."""

from typing import Annotated

from starlette.responses import Response

from actions.casework.drafts import note_read
from actions.casework.looks import Viewed, note_looks
from actions.casework.noticing.watching import note_seen
from actions.staff.sessions import Viewer
from bot.console.conversations.work_page import LINE_CHOICES, LINES
from bot.console.web.fields import Blank, Parameters, RowId, path_id, read_fields
from bot.console.web.rendering import render_page
from bot.console.web.visit import Visit
from store.queries.conversations.conversation_rows import newest_message
from store.queries.conversations.transcript_lines import read_lines
from store.queries.not_found import NotFound
from store.queries.staff_notices import newest_in


class LiveLinesQuery(Parameters):
    """The case of the page, and messages before one; `read` where a person has the page before them."""

    before: Annotated[RowId | None, Blank] = None
    case: Annotated[RowId | None, Blank] = None
    read: bool = False


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the newest messages, or earlier ones.

    They count as read only where the script says that the page is looked at.

    Raises:
        NotFound: nothing was said in such a conversation.
    """
    asked = read_fields(LiveLinesQuery, visit.request.query_params)
    conversation = path_id(visit.request, "conversation")
    is_read = asked.read and asked.before is None
    async with visit.deps.database.reading() as session:
        newest = await newest_message(session, conversation)
        talk = await read_lines(session, conversation, before=asked.before, size=LINES)
        shown = await newest_in(session, conversation) if is_read else None
    if newest == 0:
        raise NotFound("conversation", conversation)
    await note_looks(visit.deps.database, {Viewed.CONVERSATION: conversation}, viewer.staff_id, visit.now)
    if shown is not None:
        async with visit.deps.database.transaction() as session:
            await note_read(session, conversation, viewer.staff_id, newest, visit.now)
            await note_seen(session, conversation, viewer.staff_id, shown, visit.now)
        await visit.site.unread.forget(viewer.staff_id)
    return render_page(
        visit,
        "conversations/lines.html",
        transcript=talk,
        newest=newest,
        before=asked.before,
        changed=None,
        splitting=None,
        case_id=asked.case,
        has_files=visit.deps.fetch is not None,
        **LINE_CHOICES,
    )
