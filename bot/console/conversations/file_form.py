"""Sending a photo, a voice message or another file to the customer."""

from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework import handover
from actions.casework.upload_kind import LARGEST, upload_kind
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, MessageText, Parameters, at_most, path_id, read_fields, read_file
from bot.console.web.form_action import run_action
from bot.console.web.invisible_characters import file_name
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit
from store.queues.message_split import LONGEST_CAPTION
from store.queues.transcript_parts import StaffUpload

LARGEST_FILE_FORM = LARGEST + 64 * 1024  # bytes; with the other fields


class SentFileForm(Parameters):
    """The caption, and whether to take the conversation over first, if the bot answers there."""

    caption: Annotated[Annotated[MessageText, at_most(LONGEST_CAPTION)] | None, Blank] = None
    take: bool = False


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the file."""
    posted, conversation = read_fields(SentFileForm, form), path_id(visit.request, "conversation")
    file = await read_file(visit.request, "file", LARGEST)
    upload = StaffUpload(upload_kind(file.content), file_name(file.name) or "file", file.content)

    async def change(session: AsyncSession) -> None:
        await handover.reply(
            session,
            conversation,
            posted.caption or "",
            viewer.staff_id,
            visit.now,
            visit.deps.house,
            take=posted.take,
            upload=upload,
        )

    return await run_action(visit, change, f"/conversations/{conversation}", Notice.SENT, anchor="#reply")
