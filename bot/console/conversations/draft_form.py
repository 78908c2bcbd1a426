"""Drafts: what a member of staff has begun to write, kept on the server."""

from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.drafts import save_draft, save_unsent
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, MessageText, Parameters, path_id, read_fields
from bot.console.web.form_action import run_action, succeeded
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


class ReplyDraftForm(Parameters):
    """The text, blank to drop the draft; the script of the page, which is `quiet`, needs no page back."""

    text: Annotated[MessageText | None, Blank] = None
    quiet: bool = False


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Keep the draft."""
    posted, conversation = read_fields(ReplyDraftForm, form), path_id(visit.request, "conversation")

    async def change(session: AsyncSession) -> None:
        await save_draft(session, conversation, viewer.staff_id, posted.text, visit.now)

    answer = await run_action(
        visit, change, f"/conversations/{conversation}", Notice.DRAFT_SAVED, anchor="#reply"
    )
    return Response(status_code=204) if posted.quiet else answer


async def keep_refused(
    visit: Visit, viewer: Viewer, answer: Response, done: Notice, conversation: int, text: str
) -> Response:
    """Return the answer to a form with a reply; a reply that was refused becomes a draft."""
    if not succeeded(answer, done):
        async with visit.deps.database.transaction() as session:
            await save_unsent(session, conversation, viewer.staff_id, text, visit.now)
    return answer
