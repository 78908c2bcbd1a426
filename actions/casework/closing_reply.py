"""A last reply to the customer and the settling of the case, in one step."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.reply_files import require_files
from actions.casework.case_steps import case_to_change
from actions.casework.drafts import save_draft
from actions.casework.handover import reply
from actions.casework.settling import settle
from actions.settings.house import House


async def reply_and_settle(
    session: AsyncSession,
    case_id: int,
    conversation_id: int,
    text: str,
    staff_id: int,
    now: datetime,
    house: House,
    *,
    reason: str,
    files: Sequence[str] = (),
) -> None:
    """Write to the customer, in the bot's place if it answers there, and settle the case.

    `files` are references to those of answers: see `actions.answers.showing.reply_files`.

    Raises:
        NotFound, Superseded, OutOfReach, NotYours, IsSettled, NoSuchReason, FileGone: nothing was sent or
            changed.
    """
    await case_to_change(session, case_id)
    kept = await require_files(session, files)
    await reply(session, conversation_id, text, staff_id, now, house, take=True, files=kept)
    await save_draft(session, conversation_id, staff_id, None, now)
    await session.flush()
    await settle(session, case_id, staff_id, now, house, reason=reason)
