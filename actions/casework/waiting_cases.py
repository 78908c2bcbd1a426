"""Cases that wait for the customer go on as soon as they write, and snoozed ones come back."""

from sqlalchemy import and_, or_, select

from actions.cases.opening import add_step
from actions.cases.recent_cases import recent_cases
from actions.casework.case_steps import set_status
from actions.turn.turn import Turn
from store.models.cases import Case, CaseStatus, CaseStep
from store.models.conversations import Message


async def resume_waiting_cases(turn: Turn, message: Message) -> None:
    """Let the clocks of this conversation's waiting cases go on, since the customer has said something.

    All of the customer's snoozed cases come back.
    """
    cases = await recent_cases(turn)
    if not any(case.snoozed_until is not None or _waits_here(turn, case) for case in cases):
        return
    for case in await _locked(turn):
        if case.snoozed_until is not None:
            case.snoozed_until = None
            await add_step(turn, case, CaseStep.WOKEN, message)
        if _waits_here(turn, case):
            set_status(case, CaseStatus.IN_PROGRESS, turn.now, turn.house)
            await add_step(turn, case, CaseStep.MESSAGE, message)
            await add_step(turn, case, CaseStep.STATUS, detail=case.status.value)


def _waits_here(turn: Turn, case: Case) -> bool:
    return case.status is CaseStatus.WAITING and case.conversation_id == turn.conversation.id


async def _locked(turn: Turn) -> list[Case]:
    """The cases to resume as they stand now, kept from staff until the transaction ends."""
    statement = select(Case).where(
        Case.customer_id == turn.customer.id,
        or_(
            and_(Case.conversation_id == turn.conversation.id, Case.status == CaseStatus.WAITING),
            Case.snoozed_until.is_not(None),
        ),
    )
    locked = statement.with_for_update().execution_options(populate_existing=True)
    return list(await turn.session.scalars(locked))
