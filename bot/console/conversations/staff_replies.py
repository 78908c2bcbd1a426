"""Answering a customer in the bot's place."""

from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework import handover
from actions.casework.canned import NO_ACTIONS, MacroActions
from actions.casework.feedback import ask_how_it_was
from actions.casework.macros import StaffReply, send_reply
from actions.casework.note_writing import write_note as write_note_on
from actions.casework.suggested_answers import send_suggested
from actions.staff.permissions import Permission, is_allowed
from actions.staff.sessions import Viewer
from bot.console.conversations.draft_form import ReplyFiles, keep_refused, with_reply_files
from bot.console.conversations.note_fields import TellingForm
from bot.console.web.fields import Blank, MessageText, Parameters, RowId, ShortText, path_id, read_fields
from bot.console.web.form_action import run_action, succeeded
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


class StaffReplyForm(Parameters):
    """A message to the customer; `wait` stops the clocks of the cases until the customer answers.

    `take` takes the conversation over first, if the bot answers there. `macro` is the key of a ready reply
    whose actions are done with `case`; `quote` is the message of the customer that is quoted; each
    `reply_file` is a file of an answer that follows.
    """

    text: MessageText
    wait: bool = False
    take: bool = False
    macro: Annotated[ShortText | None, Blank] = None
    case: Annotated[RowId | None, Blank] = None
    quote: Annotated[RowId | None, Blank] = None
    reply_file: ReplyFiles = ()


class ConversationNoteForm(TellingForm):
    """A note for colleagues."""


async def take_over(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the conversation over from the bot."""
    conversation, here = _place(visit)

    async def change(session: AsyncSession) -> None:
        await handover.take_over(session, conversation, viewer.staff_id, visit.now, visit.deps.house)

    return await run_action(visit, change, here, Notice.TAKEN_OVER, anchor="#reply")


async def reply(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send a message to the customer."""
    posted = read_fields(StaffReplyForm, await with_reply_files(visit, form))
    conversation, here = _place(visit)

    written = StaffReply(
        conversation,
        posted.text,
        posted.wait,
        posted.take,
        posted.case,
        _actions_of(visit, viewer, posted),
        posted.quote,
        posted.reply_file,
    )

    async def change(session: AsyncSession) -> Notice | None:
        settled = await send_reply(session, written, viewer.staff_id, visit.now, visit.deps.house)
        return Notice.SETTLED if settled else None

    answer = await run_action(visit, change, here, Notice.SENT, anchor="#reply")
    done = Notice.SETTLED if succeeded(answer, Notice.SETTLED) else Notice.SENT
    return await keep_refused(visit, viewer, answer, done, conversation, posted.text, posted.reply_file)


async def send_suggestion(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send an answer of the business that is suggested for the customer's question."""
    conversation, here = _place(visit)
    showing = path_id(visit.request, "showing")

    async def change(session: AsyncSession) -> None:
        await send_suggested(session, conversation, showing, viewer.staff_id, visit.now, visit.deps.house)

    return await run_action(visit, change, here, Notice.SENT, anchor="#reply")


async def hand_back(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Give the conversation back to the bot."""
    conversation, here = _place(visit)

    async def change(session: AsyncSession) -> None:
        await handover.hand_back(session, conversation, viewer.staff_id, visit.now, visit.deps.house)

    return await run_action(visit, change, here, Notice.HANDED_BACK)


async def ask_for_feedback(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Ask the customer for feedback, unless the policy forbids it."""
    conversation, here = _place(visit)

    async def change(session: AsyncSession) -> Notice | None:
        asked = await ask_how_it_was(session, conversation, viewer.staff_id, visit.now, visit.deps.house)
        return None if asked else Notice.NOT_ASKED

    return await run_action(visit, change, here, Notice.ASKED)


async def write_note(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Add a note for colleagues."""
    posted = read_fields(ConversationNoteForm, form)
    conversation, here = _place(visit)

    async def change(session: AsyncSession) -> None:
        await write_note_on(session, conversation, posted.note, viewer.staff_id, visit.now)

    return await run_action(visit, change, here, Notice.NOTED, anchor="#notes")


def _place(visit: Visit) -> tuple[int, str]:
    conversation = path_id(visit.request, "conversation")
    return conversation, f"/conversations/{conversation}"


def _actions_of(visit: Visit, viewer: Viewer, posted: StaffReplyForm) -> MacroActions:
    """Return the actions of the macro that was chosen, for those who may work on cases."""
    if not is_allowed(viewer.role, Permission.WORK_ON_CASES):
        return NO_ACTIONS
    return next((each.actions for each in visit.deps.canned if each.key == posted.macro), NO_ACTIONS)
