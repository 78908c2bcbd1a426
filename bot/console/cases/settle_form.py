"""Settling a case, with or without a last reply, and taking that back."""

from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.closing_reply import reply_and_settle
from actions.casework.refusals import FilesWithoutText
from actions.casework.settle_undo import undo_settling
from actions.casework.settling import settle
from actions.staff.sessions import Viewer
from bot.console.conversations.draft_form import ReplyFiles, keep_refused, with_reply_files
from bot.console.web.addresses import base_path
from bot.console.web.fields import Blank, MessageText, Parameters, RowId, ShortText, path_id, read_fields
from bot.console.web.form_action import run_action, succeeded
from bot.console.web.notices import Notice
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit
from store.queries.cases.work_queue import next_case

OptionalText = Annotated[MessageText | None, Blank]


class SettleForm(Parameters):
    """How the case was settled; `text` is sent first in the conversation, `next` opens the next case.

    Each `reply_file` is a file of an answer that follows the text.
    `argument` says why the customer gets no reply.
    """

    reason: ShortText
    text: OptionalText = None
    argument: OptionalText = None
    conversation: Annotated[RowId | None, Blank] = None
    reply_file: ReplyFiles = ()
    next: bool = False


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Settle the case and show the next one, or the case."""
    posted = read_fields(SettleForm, await with_reply_files(visit, form))
    case, house = path_id(visit.request, "case"), visit.deps.house

    async def change(session: AsyncSession) -> None:
        if posted.reply_file and posted.text is None:
            raise FilesWithoutText
        if posted.text is not None and posted.conversation is not None:
            await reply_and_settle(
                session,
                case,
                posted.conversation,
                posted.text,
                viewer.staff_id,
                visit.now,
                house,
                reason=posted.reason,
                files=posted.reply_file,
            )
        else:
            await settle(
                session,
                case,
                viewer.staff_id,
                visit.now,
                house,
                reason=posted.reason,
                argument=posted.argument,
            )

    answer = await run_action(visit, change, f"/cases/{case}", Notice.SETTLED)
    if posted.text is not None and posted.conversation is not None:
        text, talk = posted.text, posted.conversation
        await keep_refused(visit, viewer, answer, Notice.SETTLED, talk, text, posted.reply_file)
    goes_on = posted.next and succeeded(answer, Notice.SETTLED)
    return await _go_on(visit, viewer, case) if goes_on else answer


async def undo(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take back that the case was settled."""
    case = path_id(visit.request, "case")

    async def change(session: AsyncSession) -> None:
        await undo_settling(session, case, viewer.staff_id, visit.now)

    return await run_action(visit, change, f"/cases/{case}", Notice.UNDONE)


async def _go_on(visit: Visit, viewer: Viewer, case: int) -> Response:
    """Lead to the next case of the viewer's queue, or stay where nothing else waits."""
    async with visit.deps.database.reading() as session:
        following = await next_case(session, visit.now, viewer.staff_id, besides=case)
    notice = Notice.ALL_SETTLED if following is None else Notice.SETTLED
    return go_to(f"{base_path(visit.request)}/cases/{following or case}?notice={notice}")
