"""Settling a case: the customer is told, the bot takes over again, and the survey follows by policy.

For some seconds it can be taken back; until then the customer is told nothing.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.opening import case_reference
from actions.casework.case_history import record_step
from actions.casework.case_steps import case_to_change
from actions.casework.refusals import IsSettled, NoSuchReason, Unanswered
from actions.casework.staff_turn import is_in_reach, turn_with
from actions.settings.house import House
from actions.settings.replies import Reply
from actions.surveys.policy.triggers import case_settled
from store.models.cases import OPEN_STATUSES, Case, CaseStatus, CaseStep, Settling
from store.models.conversations import Awaited, Conversation, Message, Mode
from store.models.customers import Customer
from store.models.surveys import Invitation
from store.queries.cases.waiting_customers import is_answered

UNDO = timedelta(seconds=10)


async def settle(
    session: AsyncSession,
    case_id: int,
    staff_id: int,
    now: datetime,
    house: House,
    *,
    reason: str,
    argument: str | None = None,
) -> None:
    """Settle a case in one of the ways that the rules name.

    `argument` says why a person has not replied to the customer's last words; it is kept as a note.

    The conversation goes back to the bot where no other case of it is open and no colleague talks in it. A
    customer who cannot be written to is told nothing, and the case is settled all the same.

    Raises:
        NotFound: there is no such case.
        IsSettled: it was settled before; the customer is not told twice.
        NoSuchReason: the rules name no such way.
        Unanswered: the customer waits for a reply, and no argument says why there is none.
    """
    case = await case_to_change(session, case_id)
    await _require_settleable(session, case, house, reason, argument)
    before = Settling(
        case_id=case.id,
        staff_id=staff_id,
        until=now + UNDO,
        status=case.status,
        paused_at=case.paused_at,
        chased_at=case.chased_at,
    )
    case.status, case.settled_at, case.settle_reason = CaseStatus.SETTLED, now, reason
    case.paused_at = case.chased_at = case.snoozed_until = None
    if argument:
        record_step(session, case, CaseStep.NOTE, staff_id, now, detail=argument)
    record_step(session, case, CaseStep.SETTLED, staff_id, now, detail=reason)
    await session.flush()
    before.gave_back = await _leave_conversation(session, case, staff_id)
    notice = await _tell(session, case, now, house)
    before.message_id = notice.id if notice else None
    before.service_id = await _ask(session, case, now, house)
    await session.merge(before)


async def _require_settleable(
    session: AsyncSession, case: Case, house: House, reason: str, argument: str | None
) -> None:
    if case.status not in OPEN_STATUSES:
        raise IsSettled
    if reason not in house.settle_reasons:
        raise NoSuchReason
    if not argument and not await is_answered(session, case.customer_id, case.opened_at):
        raise Unanswered


async def _tell(session: AsyncSession, case: Case, now: datetime, house: House) -> Message | None:
    """Tell the customer as soon as settling cannot be undone."""
    customer = await session.get_one(Customer, case.customer_id)
    if not is_in_reach(customer):
        return None
    turn = await turn_with(session, customer, now, house)
    text = turn.text(Reply.CASE_CLOSED, reference=case_reference(case))
    return await turn.say(text, not_before=now + UNDO)


async def _ask(session: AsyncSession, case: Case, now: datetime, house: House) -> int | None:
    """Let the survey follow, no earlier than the customer is told; its occasion's id."""
    told = await case_settled(session, case, now, house)
    if told is None:
        return None
    early = update(Invitation).where(Invitation.service_id == told.service, Invitation.due_at < now + UNDO)
    await session.execute(early.values(due_at=now + UNDO))
    return told.service


async def _leave_conversation(session: AsyncSession, case: Case, staff_id: int) -> bool:
    """Wait for the case's order number no more, and let the bot answer again; whether it does."""
    conversation = await session.get(Conversation, case.conversation_id) if case.conversation_id else None
    if conversation is None:
        return False
    if (conversation.awaited, conversation.awaited_for) == (Awaited.ORDER_NUMBER, case.id):
        conversation.awaited = conversation.awaited_for = None
    if conversation.mode is not Mode.STAFF or not await _is_free(session, conversation, case, staff_id):
        return False
    conversation.mode, conversation.assignee_id = Mode.BOT, None
    return True


async def _is_free(session: AsyncSession, conversation: Conversation, case: Case, staff_id: int) -> bool:
    if conversation.assignee_id not in (None, staff_id):
        return False  # a colleague is talking to the customer, and says when that is over
    others = select(Case.id).where(
        Case.conversation_id == conversation.id, Case.status.in_(OPEN_STATUSES), Case.id != case.id
    )
    return await session.scalar(others.limit(1)) is None
