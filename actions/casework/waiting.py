"""Cases that wait for the customer go on as soon as they write."""

from sqlalchemy import select

from actions.casework.cases import set_status
from actions.turn import Turn
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep
from store.models.conversations import Message


async def go_on(turn: Turn, message: Message) -> None:
    """Let the clocks of this conversation's waiting cases go on, since the customer has said something."""
    waiting = select(Case).where(
        Case.conversation_id == turn.conversation.id, Case.status == CaseStatus.WAITING
    )
    for case in await turn.session.scalars(waiting.with_for_update()):
        set_status(case, CaseStatus.IN_PROGRESS, turn.now, turn.house)
        turn.session.add(
            CaseEvent(case_id=case.id, step=CaseStep.MESSAGE, message_id=message.id, at=turn.now)
        )
