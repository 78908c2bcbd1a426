"""Settling a case: the customer is told, the bot takes over again, and the survey follows by policy."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.opening import case_reference
from actions.casework.case_history import record_step
from actions.casework.case_steps import case_to_change
from actions.casework.refusals import IsSettled
from actions.casework.staff_turn import is_in_reach, turn_with
from actions.settings.house import House
from actions.settings.replies import Reply
from actions.surveys.policy.triggers import case_settled
from store.models.cases import OPEN_STATUSES, Case, CaseStatus, CaseStep
from store.models.conversations import Awaited, Conversation, Mode
from store.models.customers import Customer


async def settle(session: AsyncSession, case_id: int, staff_id: int, now: datetime, house: House) -> None:
    """Settle a case.

    The conversation goes back to the bot where no other case of it is open and no colleague talks in it. A
    customer who cannot be written to is told nothing, and the case is settled all the same.

    Raises:
        NotFound: there is no such case.
        IsSettled: it was settled before; the customer is not told twice.
    """
    case = await case_to_change(session, case_id)
    if case.status not in OPEN_STATUSES:
        raise IsSettled
    case.status, case.settled_at, case.paused_at = CaseStatus.SETTLED, now, None
    case.chased_at = None
    record_step(session, case, CaseStep.SETTLED, staff_id, now)
    await session.flush()
    await _leave_conversation(session, case, staff_id)
    customer = await session.get_one(Customer, case.customer_id)
    if is_in_reach(customer):
        turn = await turn_with(session, customer, now, house)
        await turn.say(turn.text(Reply.CASE_CLOSED, reference=case_reference(case)))
    await case_settled(session, case, now, house)


async def _leave_conversation(session: AsyncSession, case: Case, staff_id: int) -> None:
    """Wait for the case's order number no more, and let the bot answer again."""
    conversation = await session.get(Conversation, case.conversation_id) if case.conversation_id else None
    if conversation is None:
        return
    if (conversation.awaited, conversation.awaited_for) == (Awaited.ORDER_NUMBER, case.id):
        conversation.awaited = conversation.awaited_for = None
    if conversation.mode is Mode.STAFF:
        await _give_back(session, conversation, case, staff_id)


async def _give_back(session: AsyncSession, conversation: Conversation, case: Case, staff_id: int) -> None:
    if conversation.assignee_id not in (None, staff_id):
        return  # a colleague is talking to the customer, and says when that is over
    others = select(Case.id).where(
        Case.conversation_id == conversation.id, Case.status.in_(OPEN_STATUSES), Case.id != case.id
    )
    if await session.scalar(others.limit(1)) is None:
        conversation.mode, conversation.assignee_id = Mode.BOT, None
