"""Answers that are typed instead of tapped: taps can be lost, and some people prefer to write."""

from sqlalchemy import bindparam, select

from actions.settings.replies import Reply
from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import as_asked, astray, is_low, may_be_asked, question_before
from actions.surveys.asking.low_score import recover
from actions.surveys.asking.moves import SKIPPED, Done, Given, GoBack, Hint, Move
from actions.surveys.asking.next_question import ask
from actions.surveys.asking.open_survey import OpenSurvey, load
from actions.surveys.asking.survey_message import was_said_last, withdraw_buttons
from actions.surveys.asking.taps_on_answers import take_words
from actions.surveys.asking.typed_numbers import figure_beside_words, is_score
from actions.surveys.asking.typed_parser import read_answer
from actions.surveys.asking.typed_text import plain
from actions.turn.turn import Turn
from store.models.conversations import Message, Mode
from store.models.question_kinds import KINDS, Form
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
    .execution_options(autoflush=False)
)


async def take(turn: Turn, message: Message) -> bool:
    """Take a message as a move in the survey whose question waits; False where it is none.

    A number is an answer as long as the question is open. Words such as "no" are one only where nothing else
    was asked since. What is written to a person who has taken over is for that person.
    """
    if turn.conversation.mode is Mode.STAFF or not message.text:
        return False
    found = await waiting_survey(turn)
    question = None if found is None else found.waiting
    if found is None or question is None:
        return False
    move = read_answer(question, message.text, found.audience)
    if move is None:
        return False
    if not _is_number(move, message.text) and not await was_said_last(turn, found.invitation):
        return False
    await _make(found, question, move, message)
    return True


async def take_with_words(turn: Turn, message: Message) -> bool:
    """Take a score beside words, such as "7/7, no trouble at all", and keep the words as the comment."""
    if turn.is_first or turn.conversation.mode is Mode.STAFF:
        return False
    figure = figure_beside_words(plain(message.text or ""))
    found = None if figure is None else await waiting_survey(turn)
    question = None if found is None else found.waiting
    if found is None or question is None or figure is None:
        return False
    move = read_answer(question, figure, found.audience)
    if not isinstance(move, Given) or not await was_said_last(turn, found.invitation):
        return False
    keep_comment(found, message)
    await _make(found, question, move, message)
    return True


def keep_comment(found: OpenSurvey, message: Message) -> bool:
    """Keep the words as the comment that the survey would ask for; False where it asks for none."""
    question = _comment_question(found)
    if question is None:
        return False
    found.keep(question, Given(text=message.text), message)
    return True


def _comment_question(found: OpenSurvey) -> Question | None:
    """The open comment that the answers can still lead to, while it has none."""
    asked = (each for each in found.survey.asked if KINDS[each.kind].form is Form.WORDS)
    return next(
        (each for each in asked if each.id not in found.given and may_be_asked(each, found.given)), None
    )


async def waiting_survey(turn: Turn) -> OpenSurvey | None:
    """The survey of this customer that was put last and has a question open, if there is one."""
    if turn.is_first:
        return None
    invitation_id = await turn.session.scalar(PUT_LAST, {"of_customer": turn.customer.id})
    return None if invitation_id is None else await load(turn, invitation_id)


def _is_number(move: Move, text: str) -> bool:
    return isinstance(move, Given) and move.number is not None and is_score(plain(text))


async def _make(found: OpenSurvey, question: Question, move: Move, message: Message) -> None:
    ticked = found.given.get(question.id, SKIPPED).choices or ()
    match move:
        case Hint():
            await ask_again(found, question, move)
        case GoBack():
            await _go_back(found, question)
        case Done():
            await take_words(found, question, Given(choices=ticked), message)
        case Given(choices=named) if named and KINDS[question.kind].form is Form.OPTIONS:
            both = tuple(option.id for option in question.options if option.id in {*ticked, *named})
            await take_words(found, question, Given(choices=both), message)
        case Given():
            await take_words(found, question, move, message)


async def ask_again(found: OpenSurvey, question: Question, hint: Hint) -> None:
    """Ask the same below, under a hint."""
    await withdraw_buttons(found.turn.session, found.invitation, found.turn.now)
    text = found.audience.text(hint.reply, **hint.values)
    await ask(found, as_asked(found.survey, found.given, question), text)


async def _go_back(found: OpenSurvey, question: Question) -> None:
    """Ask the question before below, or say that it cannot be changed."""
    before = question_before(found.survey, found.given, question)
    if before is None or not found.is_changeable(before.id):
        await ask_again(found, question, Hint(Reply.SURVEY_FIXED))
        return
    await found.stop_waiting()
    await withdraw_buttons(found.turn.session, found.invitation, found.turn.now)
    await ask(found, as_asked(found.survey, found.given, before))


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
