"""Sending a reply together with what its macro does to the case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.reply_files import require_files
from actions.casework.canned import NO_ACTIONS, MacroActions
from actions.casework.case_steps import prioritise
from actions.casework.drafts import save_draft
from actions.casework.handover import reply
from actions.casework.settling import settle
from actions.settings.house import House


@dataclass(frozen=True, slots=True)
class StaffReply:
    """What is written in a conversation, and what is done with the case that is worked on there.

    `files` are references to those of answers: see `actions.answers.showing.reply_files`.
    """

    conversation_id: int
    text: str
    wait: bool = False
    take: bool = False
    case_id: int | None = None
    actions: MacroActions = NO_ACTIONS
    quotes: int | None = None
    files: tuple[str, ...] = ()


async def send_reply(
    session: AsyncSession, posted: StaffReply, staff_id: int, now: datetime, house: House
) -> bool:
    """Send the reply and do the actions, all or nothing; return whether the case was settled.

    Raises:
        NotFound, Superseded, OutOfReach, NotYours, IsSettled, NoSuchReason, FileGone: nothing was sent or
            changed.
    """
    actions = posted.actions if posted.case_id is not None else NO_ACTIONS
    wait, talk = posted.wait or actions.wait, posted.conversation_id
    await reply(
        session,
        talk,
        posted.text,
        staff_id,
        now,
        house,
        wait=wait,
        take=posted.take,
        quotes=posted.quotes,
        files=await require_files(session, posted.files),
    )
    await save_draft(session, talk, staff_id, None, now)
    await session.flush()
    if posted.case_id is not None and actions.priority is not None:
        await prioritise(session, posted.case_id, actions.priority, staff_id, now)
    if posted.case_id is None or actions.settle is None:
        return False
    await settle(session, posted.case_id, staff_id, now, house, reason=actions.settle)
    return True
