"""Taking back that a case was settled, within seconds and before the customer knows of it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import record_step
from actions.casework.case_steps import case_to_change
from actions.casework.refusals import TooLateToUndo
from actions.surveys.asking.schedule import cancel_for_service
from store.models.cases import Case, CaseStatus, CaseStep, Settling
from store.models.conversations import Conversation, Message, Mode
from store.models.surveys import Reason
from store.queues import unsent


async def undo_settling(session: AsyncSession, case_id: int, staff_id: int, now: datetime) -> None:
    """Put a case back to what it was before it was settled; the customer is told nothing.

    Raises:
        NotFound: there is no such case.
        TooLateToUndo: nothing was changed; the customer has been told, or a colleague settled it.
    """
    case = await case_to_change(session, case_id)
    before = await session.get(Settling, case_id)
    if before is None or before.staff_id != staff_id or now >= before.until:
        raise TooLateToUndo
    if case.status is not CaseStatus.SETTLED or not await _is_unsaid(session, before):
        raise TooLateToUndo
    case.status, case.paused_at, case.chased_at = before.status, before.paused_at, before.chased_at
    case.settled_at = case.settle_reason = None
    if before.gave_back:
        await _take_again(session, case, staff_id)
    if before.service_id is not None:
        await cancel_for_service(session, before.service_id, now, Reason.OPEN_COMPLAINT)
    record_step(session, case, CaseStep.UNDONE, staff_id, now)
    await session.delete(before)


async def _is_unsaid(session: AsyncSession, before: Settling) -> bool:
    """Take back what the customer was to be told; False if it is being sent."""
    if before.message_id is None:
        return True
    if not await unsent.withdraw(session, before.message_id):
        return False
    message = await session.get(Message, before.message_id)
    if message is not None:
        await session.delete(message)
        await session.flush()
    return True


async def _take_again(session: AsyncSession, case: Case, staff_id: int) -> None:
    """Let the member of staff talk on, unless the talk has changed hands since."""
    conversation = await session.get(Conversation, case.conversation_id) if case.conversation_id else None
    if conversation is not None and conversation.mode is Mode.BOT:
        conversation.mode, conversation.assignee_id = Mode.STAFF, staff_id
