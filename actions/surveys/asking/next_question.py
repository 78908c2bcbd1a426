"""Putting a survey's questions to the customer, one after the other, and thanking at the end."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.opening import case_reference
from actions.settings.replies import Reply
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import is_declined, next_question, progress, question_before
from actions.surveys.asking.buttons import change_button, keyboard
from actions.surveys.asking.forms import in_words
from actions.surveys.asking.low_score import is_unresolved, recovery_case
from actions.surveys.asking.moves import SKIPPED, Given
from actions.turn.promise import promised_time
from actions.turn.turn import Buttons, Turn
from store.models.conversations import Awaited, Conversation
from store.models.question_kinds import KINDS, Form
from store.models.surveys import Answer, Invitation, InvitationStatus

MOST_SHOWN = 6  # answers; more would be a wall of text
SEPARATOR = " · "


def sum_up(
    turn: Turn, invitation: Invitation, survey: Survey, given: Mapping[str, Given]
) -> tuple[str, Buttons]:
    """The title with the answers, and the button to change them as long as no comment was given."""
    lines = [turn.text(Reply.SURVEY_ENDED, title=survey.title[turn.language])]
    answered = [each for each in survey.asked if each.id in given]
    if len(answered) <= MOST_SHOWN:
        words = [in_words(each, given[each.id], turn.audience) for each in answered]
        lines.append(turn.text(Reply.SURVEY_ANSWERED, answer=SEPARATOR.join(words)))
    if any(answer.text is not None for answer in given.values()):
        return "\n\n".join(lines), ()
    first = next(each for each in survey.asked if not KINDS[each.kind].asked_first)
    return "\n\n".join(lines), change_button(invitation.id, first, turn.audience)


async def proceed(
    turn: Turn, invitation: Invitation, survey: Survey, after: str | None, target: int | None = None
) -> None:
    """Ask what comes after a question, or thank where nothing does.

    `target` is the message that showed the question; the next one takes its place there.
    """
    given = await given_so_far(turn.session, invitation)
    if is_declined(survey, given):
        await close(turn.session, invitation, InvitationStatus.DISMISSED)
        await turn.edit(target, survey.title[turn.language], invitation_id=invitation.id)
        await turn.say(turn.text(Reply.SURVEY_DECLINED))
        return
    question = next_question(survey, given, after)
    if question is None:
        await _finish(turn, invitation, survey, given, target)
        return
    await ask(turn, invitation, survey, question, target=target)


async def ask(
    turn: Turn,
    invitation: Invitation,
    survey: Survey,
    question: Question,
    opening: str = "",
    target: int | None = None,
) -> None:
    """Show a question with its buttons; one that is answered in words is waited for."""
    given = await given_so_far(turn.session, invitation)
    text = "\n\n".join(part for part in (opening, worded(turn, survey, given, question)) if part)
    buttons = keyboard(
        invitation.id,
        question,
        turn.audience,
        given.get(question.id, SKIPPED),
        back=question_before(survey, given, question) is not None,
    )
    if target is None:
        await turn.say(text, buttons, invitation_id=invitation.id)
    else:
        await turn.edit(target, text, buttons, invitation_id=invitation.id)
    invitation.question = question.id
    if KINDS[question.kind].form is Form.WORDS:
        _wait_for_words(turn, invitation)


def _wait_for_words(turn: Turn, invitation: Invitation) -> None:
    conversation = turn.conversation
    if (conversation.awaited, conversation.awaited_for) == (Awaited.SURVEY_TEXT, invitation.id):
        return  # they are waited for since the question was first asked
    conversation.awaited, conversation.awaited_for = Awaited.SURVEY_TEXT, invitation.id
    conversation.awaited_since = turn.now


def worded(turn: Turn, survey: Survey, given: Mapping[str, Given], question: Question) -> str:
    """A question as it is shown, with how far the customer has come."""
    text = question.text[turn.language]
    place = progress(survey, given, question)
    if place is None:
        return text
    return turn.text(Reply.SURVEY_STEP, step=place[0], total=place[1], question=text)


def in_survey_language(turn: Turn, invitation: Invitation) -> Turn:
    """The same turn in the customer's chosen language, or else in the one that the survey began in."""
    return turn.speaking(turn.customer.language or invitation.language or turn.language)


async def given_so_far(session: AsyncSession, invitation: Invitation) -> dict[str, Given]:
    """The answers of an invitation, by question."""
    rows = await session.scalars(select(Answer).where(Answer.invitation_id == invitation.id))
    return {row.question: Given(row.number, _choices(row.choices), row.text) for row in rows}


def _choices(choices: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if choices is None else tuple(choices)


async def _finish(
    turn: Turn, invitation: Invitation, survey: Survey, given: Mapping[str, Given], target: int | None
) -> None:
    """End it, show what was answered, and thank.

    Whoever only changed an answer was thanked already, and hears only of a case that the change has opened.
    """
    before = invitation.completed_at
    invitation.completed_at = before or turn.now
    await close(turn.session, invitation, InvitationStatus.COMPLETED)
    if target is not None:
        text, buttons = sum_up(turn, invitation, survey, given)
        await turn.edit(target, text, buttons, invitation_id=invitation.id)
    if before is None or await _has_new_case(turn, invitation, before):
        await turn.say(await _thanks(turn, invitation, survey, given))


async def _has_new_case(turn: Turn, invitation: Invitation, since: datetime) -> bool:
    case = await recovery_case(turn, invitation)
    return case is not None and case.opened_at > since


async def _thanks(turn: Turn, invitation: Invitation, survey: Survey, given: Mapping[str, Given]) -> str:
    if is_unresolved(survey, given):
        return turn.text(Reply.SURVEY_THANKS_STILL)
    case = await recovery_case(turn, invitation)
    if case is None:
        return turn.text(Reply.SURVEY_THANKS)
    due = promised_time(turn, case.due_at)
    return turn.text(Reply.SURVEY_THANKS_LOW, reference=case_reference(case), due=due)


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
