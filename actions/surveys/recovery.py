"""A low score opens a recovery case at once."""

from sqlalchemy import select

from actions.cases import open_case
from actions.surveys.branching import Given
from actions.surveys.questions import Question
from actions.turn import Turn
from store.models.cases import Case, CaseKind, Priority
from store.models.conversations import Message
from store.models.surveys import Invitation


async def recover_if_low(
    turn: Turn, invitation: Invitation, question: Question, given: Given, message: Message
) -> None:
    """Open the one recovery case of an invitation where the answer is as low as the question's alert."""
    if given.number is None or question.alert_at_most is None or given.number > question.alert_at_most:
        return
    if await recovery_case(turn, invitation) is None:
        await open_case(turn, CaseKind.RECOVERY, message, priority=Priority.HIGH, invitation=invitation)


async def recovery_case(turn: Turn, invitation: Invitation) -> Case | None:
    """The recovery case that this invitation led to, if it did."""
    case: Case | None = await turn.session.scalar(select(Case).where(Case.invitation_id == invitation.id))
    return case
