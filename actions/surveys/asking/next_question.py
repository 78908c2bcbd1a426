"""Putting a survey's questions to the customer, one after the other, and thanking at the end."""

from datetime import datetime

from actions.cases.opening import case_reference
from actions.settings.replies import Reply
from actions.surveys.asking.branching import AskedQuestion, Continuation, is_unresolved
from actions.surveys.asking.buttons import change_button, keyboard
from actions.surveys.asking.forms import in_words
from actions.surveys.asking.low_score import recovery_case
from actions.surveys.asking.moves import SKIPPED
from actions.surveys.asking.open_survey import OpenSurvey
from actions.turn.promise import promised_time
from actions.turn.turn import Buttons
from store.models.conversations import Awaited
from store.models.question_kinds import KINDS, Form
from store.models.surveys import InvitationStatus

MOST_SHOWN = 6  # answers; more would be a wall of text
SEPARATOR = " · "


async def proceed(found: OpenSurvey, after: Continuation, target: int | None = None) -> None:
    """Ask what comes after an answer, or thank where nothing does.

    `target` is the message that showed the question; the next one takes its place there.
    """
    if after.following is not None:
        await ask(found, after.following, target=target)
    elif after.is_declined:
        await _dismiss(found, target)
    else:
        await _finish(found, target)


async def ask(found: OpenSurvey, asked: AskedQuestion, opening: str = "", target: int | None = None) -> None:
    """Show a question with its buttons; one that is answered in words is waited for."""
    turn, invitation, question = found.turn, found.invitation, asked.question
    if KINDS[question.kind].form is Form.WORDS:
        _wait_for_words(found)
    invitation.question = question.id
    text = f"{opening}\n\n{worded(found, asked)}" if opening else worded(found, asked)
    given = found.given.get(question.id, SKIPPED)
    buttons = keyboard(invitation.id, question, found.audience, given, back=asked.has_back)
    if target is None:
        await turn.say(text, buttons, invitation_id=invitation.id)
    else:
        await turn.edit(target, text, buttons, invitation_id=invitation.id)


def worded(found: OpenSurvey, asked: AskedQuestion) -> str:
    """A question as it is shown, with how far the customer has come."""
    text = asked.question.text[found.audience.language]
    if asked.place is None:
        return text
    number, total = asked.place
    return found.audience.text(Reply.SURVEY_STEP, step=number, total=total, question=text)


def _wait_for_words(found: OpenSurvey) -> None:
    conversation = found.turn.conversation
    if (conversation.awaited, conversation.awaited_for) == (Awaited.SURVEY_TEXT, found.invitation.id):
        return  # they are waited for since the question was first asked
    conversation.awaited, conversation.awaited_for = Awaited.SURVEY_TEXT, found.invitation.id
    conversation.awaited_since = found.turn.now


async def _dismiss(found: OpenSurvey, target: int | None) -> None:
    turn = found.turn
    await found.close(InvitationStatus.DISMISSED)
    await turn.edit(target, found.survey.title[turn.language], invitation_id=found.invitation.id)
    await turn.say(turn.text(Reply.SURVEY_DECLINED))


async def _finish(found: OpenSurvey, target: int | None) -> None:
    """End it, show what was answered, and thank.

    A customer who only changed an answer was thanked before, and hears only of a case that the change opens.
    """
    turn, invitation = found.turn, found.invitation
    before = invitation.completed_at
    invitation.completed_at = before or turn.now
    await found.close(InvitationStatus.COMPLETED)
    if target is not None:
        text, buttons = sum_up(found)
        await turn.edit(target, text, buttons, invitation_id=invitation.id)
    if before is None or await _has_new_case(found, before):
        await turn.say(await _thanks(found))


def sum_up(found: OpenSurvey) -> tuple[str, Buttons]:
    """The title with the answers, and the button to change them as long as no comment was given."""
    survey, audience = found.survey, found.audience
    lines = [audience.text(Reply.SURVEY_ENDED, title=survey.title[audience.language])]
    answered = [each for each in survey.asked if each.id in found.given]
    if len(answered) <= MOST_SHOWN:
        words = [in_words(each, found.given[each.id], audience) for each in answered]
        lines.append(audience.text(Reply.SURVEY_ANSWERED, answer=SEPARATOR.join(words)))
    if any(answer.text is not None for answer in found.given.values()):
        return "\n\n".join(lines), ()
    first = next(each for each in survey.asked if not KINDS[each.kind].asked_first)
    return "\n\n".join(lines), change_button(found.invitation.id, first, audience)


async def _has_new_case(found: OpenSurvey, since: datetime) -> bool:
    case = await recovery_case(found.turn, found.invitation)
    return case is not None and case.opened_at > since


async def _thanks(found: OpenSurvey) -> str:
    turn = found.turn
    if is_unresolved(found.survey, found.given):
        return turn.text(Reply.SURVEY_THANKS_STILL)
    case = await recovery_case(turn, found.invitation)
    if case is None:
        return turn.text(Reply.SURVEY_THANKS)
    due = promised_time(turn, case.due_at)
    return turn.text(Reply.SURVEY_THANKS_LOW, reference=case_reference(case), due=due)
