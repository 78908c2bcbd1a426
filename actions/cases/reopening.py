"""Reopening a closed case because the customer says that it is not solved."""

from actions.cases.alerts import UNRESOLVED, alert
from actions.cases.opening import add_step
from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.models.cases import OPEN_STATUSES, Case, CaseStatus, CaseStep
from store.models.conversations import Message


async def reopen_case(turn: Turn, case: Case, message: Message | None, *, alert_staff: bool = True) -> None:
    """Open the same case again with its assignee, due after the promised time from now; staff are alerted.

    `message` holds the customer's reason. A case that is open already only gets the message.
    """
    if case.status not in OPEN_STATUSES:
        case.status = CaseStatus.OPEN if case.assignee_id is None else CaseStatus.IN_PROGRESS
        case.settled_at = case.paused_at = case.chased_at = case.settle_reason = None
        case.due_at = turn.house.calendar.after(turn.now, turn.house.first_reply)
        await add_step(turn, case, CaseStep.REOPENED, message)
    elif message is not None:
        await add_step(turn, case, CaseStep.MESSAGE, message)
    turn.conversation.matter_id = case.id
    if alert_staff:
        await alert(turn.session, UNRESOLVED, Reply.STAFF_UNRESOLVED, case, turn.now, turn.house)
