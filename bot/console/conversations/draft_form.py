"""Drafts: what a member of staff has begun to write, kept on the server."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.answers.showing.reply_files import MOST_REPLY_FILES, REFERENCE
from actions.casework.drafts import save_draft, save_unsent
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, MessageText, Parameters, path_id, posted_values, read_fields
from bot.console.web.form_action import run_action, succeeded
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit

ReplyFiles = Annotated[
    tuple[Annotated[str, Field(pattern=REFERENCE)], ...], Field(max_length=MOST_REPLY_FILES)
]
"""The references of the files of answers that go with a reply; see `with_reply_files`."""


class ReplyDraftForm(Parameters):
    """The text, blank to drop it, and files; the script of the page, which is `quiet`, needs no page back."""

    text: Annotated[MessageText | None, Blank] = None
    reply_file: ReplyFiles = ()
    quiet: bool = False


async def with_reply_files(visit: Visit, form: Mapping[str, str]) -> dict[str, object]:
    """Return a form with all its values of the field `reply_file`."""
    return {**form, "reply_file": await posted_values(visit.request, "reply_file")}


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Keep the draft."""
    posted = read_fields(ReplyDraftForm, await with_reply_files(visit, form))
    conversation = path_id(visit.request, "conversation")

    async def change(session: AsyncSession) -> None:
        await save_draft(session, conversation, viewer.staff_id, posted.text, visit.now, posted.reply_file)

    answer = await run_action(
        visit, change, f"/conversations/{conversation}", Notice.DRAFT_SAVED, anchor="#reply"
    )
    return Response(status_code=204) if posted.quiet else answer


async def keep_refused(
    visit: Visit,
    viewer: Viewer,
    answer: Response,
    done: Notice,
    conversation: int,
    text: str,
    files: Sequence[str],
) -> Response:
    """Return the answer to a form with a reply; a reply that was refused becomes a draft with its files."""
    if not succeeded(answer, done):
        async with visit.deps.database.transaction() as session:
            await save_unsent(session, conversation, viewer.staff_id, text, visit.now, files)
    return answer
