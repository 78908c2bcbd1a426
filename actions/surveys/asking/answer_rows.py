"""Keeping answers: each once, changeable for a while, and without what no longer follows from them."""

from sqlalchemy import delete, select

from actions.settings.survey_definition import Survey
from actions.surveys.asking.branching import astray
from actions.surveys.asking.moves import Given
from actions.surveys.asking.next_question import given_so_far
from actions.turn.turn import Turn
from store.models.conversations import Message
from store.models.surveys import Answer, Invitation, InvitationStatus


async def find_answer(turn: Turn, invitation: Invitation, question_id: str) -> Answer | None:
    """The answer to a question, if there is one."""
    answer: Answer | None = await turn.session.scalar(
        select(Answer).where(Answer.invitation_id == invitation.id, Answer.question == question_id)
    )
    return answer


async def keep(
    turn: Turn, invitation: Invitation, question_id: str, given: Given, message: Message | None = None
) -> None:
    """Write the answer, or over the draft or earlier one; the survey has begun, and has arrived."""
    answer = await find_answer(turn, invitation, question_id)
    if answer is None:
        answer = Answer(invitation_id=invitation.id, question=question_id, answered_at=turn.now)
        turn.session.add(answer)
    elif (answer.number, answer.text) != (given.number, given.text):
        answer.changed_at = turn.now
    answer.number, answer.text = given.number, given.text
    if given.choices is not None or answer.choices is not None:
        # Setting None on a new row would store JSON's null, which SQL does not take for nothing.
        answer.choices = None if given.choices is None else list(given.choices)
    answer.message_id = message.id if message else None
    invitation.status = InvitationStatus.STARTED
    invitation.delivered_at = invitation.delivered_at or turn.now
    await turn.session.flush()


async def drop_astray(turn: Turn, invitation: Invitation, survey: Survey) -> None:
    """Forget answers to questions that would not be asked after the answers as they are now."""
    names = astray(survey, await given_so_far(turn.session, invitation))
    if names:
        await turn.session.execute(
            delete(Answer).where(Answer.invitation_id == invitation.id, Answer.question.in_(names))
        )


async def is_changeable(turn: Turn, invitation: Invitation, question_id: str) -> bool:
    """Whether an answer may still become another one: until the comment is given, and for a time."""
    commented = select(Answer.id).where(Answer.invitation_id == invitation.id, Answer.text.is_not(None))
    if await turn.session.scalar(commented.limit(1)) is not None:
        return False
    answer = await find_answer(turn, invitation, question_id)
    return answer is None or turn.now - answer.answered_at < turn.house.rules.changeable
