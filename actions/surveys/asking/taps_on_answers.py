"""Answers: taps on a survey's buttons, and the words that were asked for."""

from dataclasses import dataclass

from sqlalchemy import select

from actions.settings.replies import Reply
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from actions.surveys.asking.answer_rows import drop_astray, find_answer, is_changeable, keep
from actions.surveys.asking.branching import question_before
from actions.surveys.asking.buttons import Press, interpret, read
from actions.surveys.asking.forms import in_words
from actions.surveys.asking.low_score import recover_if_low
from actions.surveys.asking.moves import SKIPPED, Back, Change, Done, Given, Move, Tick
from actions.surveys.asking.next_question import ask, given_so_far, in_survey_language, proceed, stop_waiting
from actions.surveys.asking.survey_message import withdraw_buttons
from actions.surveys.policy.inviting import find_locked
from actions.surveys.policy.versions import pinned
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Turn
from store.models.conversations import Conversation, Direction, Message, MessageKind, Mode
from store.models.question_kinds import KINDS, Form
from store.models.surveys import ANSWERABLE, Answer, Invitation, InvitationStatus


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put to the customer; the turn speaks the survey's language."""

    turn: Turn
    invitation: Invitation
    survey: Survey
    question: Question


async def tap(turn: Turn, pressed: ButtonPressed) -> None:
    """Take the answer of a pressed button, once, and ask on.

    Raises:
        Forged: it is none of this customer's buttons.
    """
    press = read(pressed.data)
    asked = await _find_asked(turn, press)
    move = interpret(asked.question, press.value)
    if isinstance(move, Change):
        await _reopen(asked, pressed)
    elif asked.invitation.status not in ANSWERABLE:
        await _notice(asked, pressed, Reply.SURVEY_CLOSED)
    elif asked.invitation.question != asked.question.id:
        await _answered_before(asked, pressed, move)
    elif isinstance(move, Tick):
        await _tick(asked, pressed, move)
    elif isinstance(move, Back):
        await _go_back(asked, pressed)
    else:
        await _answer(asked, pressed, move)


async def comment(turn: Turn, message: Message) -> bool:
    """Store the words that a survey waits for, and thank; False where they are none of these.

    A tap can overtake a message. What was written before its tap made us ask for words answers nothing: it
    is a message of its own, and the survey goes on waiting.
    """
    if turn.conversation.mode is Mode.STAFF:
        return False  # they are for the person who is talking to the customer
    if _was_overtaken(turn.conversation, message):
        return False
    invitation = await find_locked(turn.session, turn.conversation.awaited_for or 0)
    asked = None if invitation is None else await find_open(turn, invitation)
    if asked is None or KINDS[asked.question.kind].form is not Form.WORDS or not message.text:
        turn.conversation.awaited = turn.conversation.awaited_for = None
        return False
    await take_words(asked, Given(text=message.text), message)
    return True


def _was_overtaken(conversation: Conversation, message: Message) -> bool:
    """Whether it was certainly written before the question; Telegram gives whole seconds."""
    asked_at = conversation.awaited_since
    return asked_at is not None and message.created_at < asked_at.replace(microsecond=0)


async def take_words(asked: Asked, given: Given, message: Message) -> None:
    """Take an answer that was written, take the buttons off the question, and ask on below."""
    turn, invitation, question = asked.turn, asked.invitation, asked.question
    await keep(turn, invitation, question.id, given, message)
    await drop_astray(turn, invitation, asked.survey)
    await stop_waiting(turn.session, invitation)
    remark = ""
    if given.text is None:
        words = in_words(question, given, turn.audience)
        remark = turn.text(Reply.SURVEY_ANSWERED, answer=words)
    await withdraw_buttons(turn.session, invitation, turn.now, remark)
    await recover_if_low(turn, invitation, asked.survey, question, given, message)
    await proceed(turn, invitation, asked.survey, after=question.id)


async def is_comment(turn: Turn, message: Message) -> bool:
    """Whether this message is stored as an answer in words."""
    statement = select(Answer.id).where(Answer.message_id == message.id, Answer.text.is_not(None))
    return (await turn.session.scalar(statement)) is not None


async def find_open(turn: Turn, invitation: Invitation) -> Asked | None:
    """The question of an invitation that waits for an answer of this customer, if one does."""
    if invitation.customer_id != turn.customer.id or invitation.status not in ANSWERABLE:
        return None
    survey = await pinned(turn.session, invitation, turn.house)
    question = survey.question(invitation.question or "")
    if question is None:
        return None
    return Asked(in_survey_language(turn, invitation), invitation, survey, question)


async def _find_asked(turn: Turn, press: Press) -> Asked:
    invitation = await find_locked(turn.session, press.invitation_id)
    if invitation is None or invitation.customer_id != turn.customer.id or invitation.sent_at is None:
        raise Forged(press.question)
    survey = await pinned(turn.session, invitation, turn.house)
    question = survey.question(press.question)
    if question is None:
        raise Forged(press.question)
    return Asked(in_survey_language(turn, invitation), invitation, survey, question)


async def _notice(asked: Asked, pressed: ButtonPressed, reply: Reply) -> None:
    await asked.turn.answer_tap(pressed.tap_id, asked.turn.text(reply))


async def _answered_before(asked: Asked, pressed: ButtonPressed, move: Move) -> None:
    """A double tap is told that all is well; another answer replaces the earlier one while it may."""
    stored = (await given_so_far(asked.turn.session, asked.invitation)).get(asked.question.id)
    if stored is None or isinstance(move, Tick | Back | Change):
        await _notice(asked, pressed, Reply.BUTTON_STALE)
    elif isinstance(move, Done) or move == stored:
        await _notice(asked, pressed, Reply.SURVEY_NOTED)
    elif not await is_changeable(asked.turn, asked.invitation, asked.question.id):
        await _notice(asked, pressed, Reply.SURVEY_FIXED)
    else:
        await _answer(asked, pressed, move)


async def _go_back(asked: Asked, pressed: ButtonPressed) -> None:
    turn, invitation = asked.turn, asked.invitation
    given = await given_so_far(turn.session, invitation)
    before = question_before(asked.survey, given, asked.question)
    if before is None or not await is_changeable(turn, invitation, before.id):
        await _notice(asked, pressed, Reply.SURVEY_FIXED)
        return
    await stop_waiting(turn.session, invitation)
    await turn.answer_tap(pressed.tap_id)
    await ask(turn, invitation, asked.survey, before, target=pressed.message_id)


async def _reopen(asked: Asked, pressed: ButtonPressed) -> None:
    """Go through a completed survey once more, while its answers may be changed."""
    turn, invitation = asked.turn, asked.invitation
    is_over = invitation.status is InvitationStatus.COMPLETED
    is_answered = await find_answer(turn, invitation, asked.question.id) is not None
    if not (is_over and is_answered and await is_changeable(turn, invitation, asked.question.id)):
        await _notice(asked, pressed, Reply.SURVEY_FIXED)
        return
    invitation.status = InvitationStatus.STARTED
    invitation.expires_at = invitation.due_at = turn.now + turn.house.rules.changeable
    await turn.answer_tap(pressed.tap_id)
    await ask(turn, invitation, asked.survey, asked.question, target=pressed.message_id)


async def _tick(asked: Asked, pressed: ButtonPressed, tick: Tick) -> None:
    """Keep what is ticked so far, and show it."""
    turn, question = asked.turn, asked.question
    before = (await given_so_far(turn.session, asked.invitation)).get(question.id, SKIPPED).choices or ()
    wanted = {*before, tick.option} if tick.chosen else {*before} - {tick.option}
    choices = tuple(option.id for option in question.options if option.id in wanted)
    await keep(turn, asked.invitation, question.id, Given(choices=choices))
    await turn.answer_tap(pressed.tap_id)
    if pressed.message_id is not None:
        await ask(turn, asked.invitation, asked.survey, question, target=pressed.message_id)


async def _answer(asked: Asked, pressed: ButtonPressed, move: Given | Done) -> None:
    """Store the answer, act on a low score, and let the next question take the place of this one."""
    turn, invitation, question = asked.turn, asked.invitation, asked.question
    given = await _ticked(asked) if isinstance(move, Done) else move
    message = await _hear_tap(asked, in_words(question, given, turn.audience))
    await keep(turn, invitation, question.id, given, message)
    await drop_astray(turn, invitation, asked.survey)
    await stop_waiting(turn.session, invitation)
    await turn.answer_tap(pressed.tap_id, turn.text(Reply.SURVEY_NOTED))
    await recover_if_low(turn, invitation, asked.survey, question, given, message)
    await proceed(turn, invitation, asked.survey, after=question.id, target=pressed.message_id)


async def _ticked(asked: Asked) -> Given:
    draft = await find_answer(asked.turn, asked.invitation, asked.question.id)
    return Given(choices=tuple(draft.choices or ()) if draft else ())


async def _hear_tap(asked: Asked, words: str) -> Message:
    """The tap as staff read it in the transcript."""
    turn = asked.turn
    message = Message(
        conversation_id=turn.conversation.id,
        direction=Direction.IN,
        kind=MessageKind.TAP,
        text=words,
        address=turn.address,
        language=turn.language,
        created_at=turn.now,
    )
    turn.session.add(message)
    turn.conversation.last_message_at = turn.now
    await turn.session.flush()
    return message
