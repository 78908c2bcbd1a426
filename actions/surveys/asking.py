"""Putting a survey's questions to the customer, one after the other, and thanking at the end."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases import known_as
from actions.promise import promise
from actions.replies import Reply
from actions.surveys.branching import Given, is_declined, next_question
from actions.surveys.definition import Survey
from actions.surveys.keyboard import keyboard
from actions.surveys.questions import Kind, Question
from actions.surveys.recovery import recovery_case
from actions.turn import Turn
from store.models.conversations import Awaited, Conversation
from store.models.surveys import Answer, Invitation, InvitationStatus


async def proceed(turn: Turn, invitation: Invitation, survey: Survey, after: str | None) -> None:
    """Ask what comes after a question, or thank where nothing does."""
    given = await given_so_far(turn.session, invitation)
    question = next_question(survey, given, after)
    if is_declined(survey, given):
        await close(turn.session, invitation, InvitationStatus.DISMISSED)
        await turn.say(turn.text(Reply.SURVEY_DECLINED))
        return
    if question is None:
        await _finish(turn, invitation)
        return
    await ask(turn, invitation, question)


async def ask(turn: Turn, invitation: Invitation, question: Question, opening: str = "") -> None:
    """Show a question with its buttons; one that is answered in words is waited for."""
    text = "\n\n".join(part for part in (opening, question.text[turn.language]) if part)
    draft = (await given_so_far(turn.session, invitation)).get(question.id, Given())
    buttons = keyboard(invitation.id, question, turn.language, turn.house.replies, ticked=draft.choices or ())
    await turn.say(text, buttons, invitation_id=invitation.id)
    invitation.question = question.id
    if question.kind is Kind.TEXT:
        turn.conversation.awaited = Awaited.SURVEY_TEXT
        turn.conversation.awaited_for = invitation.id


def in_survey_language(turn: Turn, invitation: Invitation) -> Turn:
    """The same turn in the customer's chosen language, or else in the one that the survey began in."""
    return turn.speaking(turn.customer.language or invitation.language or turn.language)


async def given_so_far(session: AsyncSession, invitation: Invitation) -> dict[str, Given]:
    """The answers of an invitation, by question."""
    rows = await session.scalars(select(Answer).where(Answer.invitation_id == invitation.id))
    return {row.question: Given(row.number, _choices(row.choices), row.text) for row in rows}


def _choices(choices: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if choices is None else tuple(choices)


async def _finish(turn: Turn, invitation: Invitation) -> None:
    invitation.completed_at = turn.now
    await close(turn.session, invitation, InvitationStatus.COMPLETED)
    case = await recovery_case(turn, invitation)
    if case is None:
        await turn.say(turn.text(Reply.SURVEY_THANKS))
        return
    due = promise(turn, case.due_at)
    await turn.say(turn.text(Reply.SURVEY_THANKS_LOW, reference=known_as(case), due=due))


async def close(session: AsyncSession, invitation: Invitation, status: InvitationStatus) -> None:
    """End it: nothing is due or waited for any more."""
    invitation.status = status
    invitation.question = None
    invitation.due_at = None
    await stop_waiting(session, invitation)


async def stop_waiting(session: AsyncSession, invitation: Invitation) -> None:
    """Take what the customer writes from now on as a message of its own."""
    await session.execute(
        update(Conversation)
        .where(Conversation.awaited == Awaited.SURVEY_TEXT, Conversation.awaited_for == invitation.id)
        .values(awaited=None, awaited_for=None)
    )
