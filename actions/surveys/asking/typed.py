"""Answers that are typed instead of tapped: taps can be lost, and some people prefer to write."""

from sqlalchemy import bindparam, select

from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import as_asked, astray, is_low
from actions.surveys.asking.low_score import recover
from actions.surveys.asking.moves import Given, Hint
from actions.surveys.asking.next_question import ask
from actions.surveys.asking.open_survey import OpenSurvey, load
from actions.surveys.asking.survey_message import withdraw_buttons
from actions.surveys.asking.taps_on_answers import take_words
from actions.surveys.asking.typed_numbers import is_score
from actions.surveys.asking.typed_parser import read_answer
from actions.turn.turn import Turn
from store.models.conversations import Direction, Message, Mode
from store.models.queues import OutboxItem
from store.models.surveys import ANSWERABLE, Answer, Invitation

# Written once, since every message needs it: building a statement costs as much as running it.
PUT_LAST = (
    select(Invitation.id)
    .where(
        Invitation.customer_id == bindparam("of_customer"),
        Invitation.status.in_(ANSWERABLE),
        Invitation.question.is_not(None),
    )
    .order_by(Invitation.sent_at.desc())
    .limit(1)
)


async def take(turn: Turn, message: Message) -> bool:
    """Take a message as the answer to the survey question that waits; False where it is not one.

    A number is an answer as long as the question is open. Words such as "no" are one only where nothing else
    was asked since. What is written to a person who has taken over is for that person.
    """
    if turn.conversation.mode is Mode.STAFF or not message.text:
        return False
    invitation_id = await turn.session.scalar(PUT_LAST, {"of_customer": turn.customer.id})
    found = None if invitation_id is None else await load(turn, invitation_id)
    question = None if found is None else found.waiting
    if found is None or question is None:
        return False
    given = read_answer(question, message.text, found.audience)
    if given is None:
        return False
    if not is_score(message.text) and not await _was_said_last(turn, found.invitation):
        return False
    if isinstance(given, Hint):
        await _ask_again(found, question, given)
    else:
        await take_words(found, question, given, message)
    return True


async def _ask_again(found: OpenSurvey, question: Question, hint: Hint) -> None:
    """Ask the same below, under a hint."""
    await withdraw_buttons(found.turn.session, found.invitation, found.turn.now)
    text = found.audience.text(hint.reply, **hint.values)
    await ask(found, as_asked(found.survey, found.given, question), text)


async def revise(turn: Turn, message: Message) -> bool:
    """Let an edited message change the answer that it gave; False where it gave none.

    A comment follows its message as long as that can be edited. Another answer follows it where the new text
    is an answer too, and while answers may be changed.
    """
    answer = await turn.session.scalar(select(Answer).where(Answer.message_id == message.id))
    found = None if answer is None else await load(turn, answer.invitation_id)
    if answer is None or found is None or not message.text:
        return False
    if answer.text is not None:
        if answer.text != message.text:
            answer.text, answer.changed_at = message.text, turn.now
        return True
    question = found.survey.question(answer.question)
    given = None if question is None else read_answer(question, message.text, found.audience)
    if question is None or not isinstance(given, Given) or not found.is_changeable(question.id):
        return False
    await _replace(found, question, given, message)
    return True


async def _replace(found: OpenSurvey, question: Question, given: Given, message: Message) -> None:
    """Let another answer take the place of the earlier one; nothing is begun again by it."""
    status = found.invitation.status
    found.keep(question, given, message)
    found.invitation.status = status
    await found.drop(astray(found.survey, found.given))
    if is_low(question, given):
        await recover(found, message)


async def _was_said_last(turn: Turn, invitation: Invitation) -> bool:
    """Whether the survey is the last thing that the bot said in the chat."""
    last = (
        select(OutboxItem.invitation_id)
        .join(Message, Message.id == OutboxItem.message_id)
        .where(Message.address == turn.address, Message.direction == Direction.OUT)
        .order_by(OutboxItem.id.desc())
        .limit(1)
    )
    said_in: int | None = await turn.session.scalar(last)
    return said_in == invitation.id
