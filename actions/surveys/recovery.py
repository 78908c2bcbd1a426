"""A low score opens a recovery case at once."""

from collections.abc import Mapping

from sqlalchemy import select

from actions.cases import open_case
from actions.surveys.branching import Given
from actions.surveys.definition import Survey
from actions.surveys.questions import Question
from actions.turn import Turn
from store.models.cases import Case, CaseKind, Priority
from store.models.conversations import Message
from store.models.surveys import Invitation


async def recover_if_low(
    turn: Turn,
    invitation: Invitation,
    survey: Survey,
    question: Question,
    given: Given,
    message: Message,
) -> None:
    """Open the one recovery case of an invitation where the answer is as low as the question's alert."""
    if not is_low(question, given) or survey.follow_up:
        return
    if await recovery_case(turn, invitation) is None:
        await open_case(turn, CaseKind.RECOVERY, message, priority=Priority.HIGH, invitation=invitation)


async def recovery_case(turn: Turn, invitation: Invitation) -> Case | None:
    """The recovery case that this invitation led to, if it did."""
    case: Case | None = await turn.session.scalar(select(Case).where(Case.invitation_id == invitation.id))
    return case


def is_low(question: Question, given: Given) -> bool:
    """Whether an answer is as low as the question's alert."""
    low = question.alert_at_most
    return low is not None and given.number is not None and given.number <= low


def is_unresolved(survey: Survey, answers: Mapping[str, Given]) -> bool:
    """Whether the customer says, after a case was settled, that it is not."""
    return survey.follow_up and any(
        is_low(question, answers[question.id]) for question in survey.asked if question.id in answers
    )
