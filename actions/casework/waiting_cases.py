"""Cases that wait for the customer go on as soon as they write."""

from sqlalchemy import bindparam, select

from actions.cases.opening import add_step
from actions.casework.case_steps import set_status
from actions.turn.turn import Turn
from store.models.cases import Case, CaseStatus, CaseStep
from store.models.conversations import Message

# Written once, since every message needs it: building a statement costs as much as running it.
WAITING = (
    select(Case)
    .where(Case.conversation_id == bindparam("of_conversation"), Case.status == CaseStatus.WAITING)
    .with_for_update()
)


async def resume_waiting_cases(turn: Turn, message: Message) -> None:
    """Let the clocks of this conversation's waiting cases go on, since the customer has said something."""
    for case in await turn.session.scalars(WAITING, {"of_conversation": turn.conversation.id}):
        set_status(case, CaseStatus.IN_PROGRESS, turn.now, turn.house)
        await add_step(turn, case, CaseStep.MESSAGE, message)
        await add_step(turn, case, CaseStep.STATUS, detail=case.status.value)
