"""Cases that wait for the customer go on as soon as they write, and snoozed ones come back."""

from sqlalchemy import and_, bindparam, or_, select

from actions.cases.opening import add_step
from actions.casework.case_steps import set_status
from actions.turn.turn import Turn
from store.models.cases import Case, CaseStatus, CaseStep
from store.models.conversations import Message

# Written once, since every message needs it: building a statement costs as much as running it.
WAITING = (
    select(Case)
    .where(
        Case.customer_id == bindparam("of_customer"),
        or_(
            and_(Case.conversation_id == bindparam("of_conversation"), Case.status == CaseStatus.WAITING),
            Case.snoozed_until.is_not(None),
        ),
    )
    .with_for_update()
    .execution_options(autoflush=False)
)


async def resume_waiting_cases(turn: Turn, message: Message) -> None:
    """Let the clocks of this conversation's waiting cases go on, since the customer has said something.

    All of the customer's snoozed cases come back.
    """
    of = {"of_customer": turn.customer.id, "of_conversation": turn.conversation.id}
    for case in list(await turn.session.scalars(WAITING, of)):
        if case.snoozed_until is not None:
            case.snoozed_until = None
            await add_step(turn, case, CaseStep.WOKEN, message)
        if case.status is not CaseStatus.WAITING or case.conversation_id != turn.conversation.id:
            continue
        set_status(case, CaseStatus.IN_PROGRESS, turn.now, turn.house)
        await add_step(turn, case, CaseStep.MESSAGE, message)
        await add_step(turn, case, CaseStep.STATUS, detail=case.status.value)
