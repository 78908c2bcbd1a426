"""From the bot to a person and back; while a person talks, the bot is silent. The customer is told both."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.entry import AnswerFile
from actions.answers.showing.answer_sending import send_files
from actions.casework.case_history import audit, record_step
from actions.casework.case_steps import set_status
from actions.casework.refusals import NotYours
from actions.casework.staff_turn import require_reach, turn_in
from actions.settings.house import House
from actions.settings.replies import Reply
from actions.surveys.policy.triggers import handover_ended
from actions.turn.turn import Turn
from store.models.cases import OPEN_STATUSES, Case, CaseStatus, CaseStep
from store.models.conversations import Direction, Message, Mode
from store.models.staff import Staff
from store.queues.transcript_parts import StaffUpload


async def take_over(
    session: AsyncSession, conversation_id: int, staff_id: int, now: datetime, house: House
) -> None:
    """Answer in the bot's place, or in a colleague's; the customer is told unless a person was there before.

    What the bot was waiting to read is waited for no more. Unassigned open cases of the conversation
    go to the person who takes over.

    Raises:
        NotFound, Superseded, OutOfReach: nothing was changed.
    """
    turn = await turn_in(session, conversation_id, now, house)
    if turn.conversation.mode is Mode.STAFF and turn.conversation.assignee_id == staff_id:
        return
    require_reach(turn.customer)
    was_bot = turn.conversation.mode is Mode.BOT
    turn.conversation.mode, turn.conversation.assignee_id = Mode.STAFF, staff_id
    turn.conversation.handed_over_at = now
    turn.conversation.awaited = turn.conversation.awaited_for = None
    # The account of a key takes no cases: no person signs in to it to settle them.
    takes_cases = await session.scalar(select(Staff.disabled_at.is_(None)).where(Staff.id == staff_id))
    for case in await _open_cases(turn):
        if takes_cases and case.assignee_id is None:
            case.assignee_id = staff_id
            if case.status is CaseStatus.OPEN:
                case.status = CaseStatus.IN_PROGRESS
            record_step(session, case, CaseStep.ASSIGNED, staff_id, now)
    if was_bot:
        await turn.say(turn.text(Reply.STAFF_JOINED))
    await turn.show_activity()  # the person begins to write
    audit(session, "conversation.taken_over", f"conversation:{conversation_id}", staff_id, now)


async def reply(
    session: AsyncSession,
    conversation_id: int,
    text: str,
    staff_id: int,
    now: datetime,
    house: House,
    *,
    wait: bool = False,
    take: bool = False,
    upload: StaffUpload | None = None,
    quotes: int | None = None,
    files: Sequence[AnswerFile] = (),
) -> Message:
    """Write to the customer as a member of staff, and return the text's message; see `reply_by`.

    Of an `upload`, the text is the caption. `quotes` is the message of the customer that it replies to;
    `files` of answers follow it.

    Raises:
        NotFound, Superseded, OutOfReach: nothing was sent.
        NotYours: the bot or a colleague answers here.
    """

    async def say(turn: Turn) -> Message:
        if upload is not None:
            return await turn.hand_over_upload(upload, text, staff_id)
        message = await turn.say(text, staff_id=staff_id, reply_to=await _number_of(turn, quotes))
        await send_files(turn, files, staff_id)
        return message

    return await reply_by(session, conversation_id, say, staff_id, now, house, wait=wait, take=take)


async def reply_by(
    session: AsyncSession,
    conversation_id: int,
    say: Callable[[Turn], Awaitable[Message]],
    staff_id: int,
    now: datetime,
    house: House,
    *,
    wait: bool = False,
    take: bool = False,
) -> Message:
    """Let a member of staff reply by a message that `say` writes; `wait` stops the clocks meanwhile.

    With `take`, the conversation is taken over first if the bot answers here.

    Raises:
        NotFound, Superseded, OutOfReach: nothing was sent.
        NotYours: the bot or a colleague answers here.
    """
    turn = await turn_in(session, conversation_id, now, house)
    if take and turn.conversation.mode is Mode.BOT:
        await take_over(session, conversation_id, staff_id, now, house)
    _require_own(turn, staff_id)
    require_reach(turn.customer)
    message = await say(turn)
    for case in await _open_cases(turn):
        set_status(case, CaseStatus.WAITING if wait else CaseStatus.IN_PROGRESS, now, house)
        case.chased_at = None
        record_step(session, case, CaseStep.REPLIED, staff_id, now, message_id=message.id)
    return message


async def hand_back(
    session: AsyncSession, conversation_id: int, staff_id: int, now: datetime, house: House
) -> None:
    """Let the bot answer again; the customer is told, and asked how it was if the policy allows.

    Raises:
        NotFound, Superseded: nothing was changed.
        NotYours: the bot or a colleague answers here.
    """
    turn = await turn_in(session, conversation_id, now, house)
    _require_own(turn, staff_id)
    turn.conversation.mode, turn.conversation.assignee_id = Mode.BOT, None
    if turn.customer.address is not None and turn.customer.unreachable_at is None:
        await turn.say(turn.text(Reply.STAFF_LEFT))
    audit(session, "conversation.handed_back", f"conversation:{conversation_id}", staff_id, now)
    await handover_ended(session, turn.conversation, now, house)


async def _number_of(turn: Turn, message_id: int | None) -> int | None:
    """Return the channel's number of a message of the customer here; None where it has none."""
    if message_id is None:
        return None
    number: int | None = await turn.session.scalar(
        select(Message.telegram_message_id).where(
            Message.id == message_id,
            Message.conversation_id == turn.conversation.id,
            Message.direction == Direction.IN,
        )
    )
    return number


def _require_own(turn: Turn, staff_id: int) -> None:
    if turn.conversation.mode is not Mode.STAFF or turn.conversation.assignee_id != staff_id:
        raise NotYours


async def _open_cases(turn: Turn) -> list[Case]:
    statement = select(Case).where(
        Case.conversation_id == turn.conversation.id, Case.status.in_(OPEN_STATUSES)
    )
    return list(await turn.session.scalars(statement.order_by(Case.id).with_for_update()))
