"""Answers: taps on a survey's buttons, and the words that were asked for."""

from sqlalchemy import select

from actions.settings.replies import Reply
from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import as_asked, question_before
from actions.surveys.asking.buttons import interpret, read
from actions.surveys.asking.forms import in_words
from actions.surveys.asking.low_score import recover
from actions.surveys.asking.moves import SKIPPED, ChangeAnswer, Done, Given, GoBack, Hint, Move, Tick
from actions.surveys.asking.next_question import ask, proceed
from actions.surveys.asking.open_survey import OpenSurvey, load
from actions.surveys.asking.survey_message import withdraw_buttons
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Turn
from store.models.conversations import Conversation, Message, MessageKind, Mode
from store.models.question_kinds import KINDS, Form
from store.models.surveys import ANSWERABLE, Answer, InvitationStatus


async def tap(turn: Turn, pressed: ButtonPressed) -> None:
    """Take the answer of a pressed button, once, and ask on.

    Raises:
        Forged: it is none of this customer's buttons.
    """
    press = read(pressed.data)
    found = await load(turn, press.invitation_id)
    question = found.survey.by_id.get(press.question) if found else None
    if found is None or question is None or found.invitation.sent_at is None:
        raise Forged(press.question)
    move = interpret(question, press.value, found.audience)
    if isinstance(move, ChangeAnswer):
        await _reopen(found, question, pressed)
    elif found.invitation.status not in ANSWERABLE:
        await _notice(found, pressed, Reply.SURVEY_CLOSED)
    elif found.invitation.question != question.id:
        await _answered_before(found, question, pressed, move)
    elif isinstance(move, Hint):
        await _give_hint(found, question, pressed, move)
    elif isinstance(move, Tick):
        await _tick(found, question, pressed, move)
    elif isinstance(move, GoBack):
        await _go_back(found, question, pressed)
    else:
        await _answer(found, question, pressed, move)


async def comment(turn: Turn, message: Message) -> bool:
    """Store the words that a survey waits for, and thank; False where they are none of these.

    A tap can overtake a message. What was written before its tap made us ask for words answers nothing: it
    is a separate message, and the survey goes on waiting.
    """
    if turn.conversation.mode is Mode.STAFF:
        return False  # they are for the person who is talking to the customer
    if _was_overtaken(turn.conversation, message):
        return False
    found = await load(turn, turn.conversation.awaited_for or 0)
    question = found.waiting if found else None
    is_words = question is not None and KINDS[question.kind].form is Form.WORDS
    if found is None or question is None or not is_words or not message.text:
        turn.conversation.awaited = turn.conversation.awaited_for = None
        return False
    await take_words(found, question, Given(text=message.text), message)
    return True


def _was_overtaken(conversation: Conversation, message: Message) -> bool:
    """Whether it was certainly written before the question; Telegram gives whole seconds."""
    asked_at = conversation.awaited_since
    return asked_at is not None and message.created_at < asked_at.replace(microsecond=0)


async def take_words(found: OpenSurvey, question: Question, given: Given, message: Message) -> None:
    """Take an answer that was written, take the buttons off the question, and ask on below."""
    turn = found.turn
    after = await found.answer(question, given, message)
    remark = ""
    if given.text is None:
        remark = turn.text(Reply.SURVEY_ANSWERED, answer=in_words(question, given, found.audience))
    await withdraw_buttons(turn.session, found.invitation, turn.now, turn.shown(remark))
    if after.is_low:
        await recover(found, message)
    await proceed(found, after)


async def is_comment(turn: Turn, message: Message) -> bool:
    """Whether this message is stored as an answer in words."""
    statement = select(Answer.id).where(Answer.message_id == message.id, Answer.text.is_not(None))
    return (await turn.session.scalar(statement)) is not None


async def _notice(found: OpenSurvey, pressed: ButtonPressed, reply: Reply) -> None:
    await found.turn.answer_tap(pressed.tap_id, found.audience.text(reply))


async def _answered_before(found: OpenSurvey, question: Question, pressed: ButtonPressed, move: Move) -> None:
    """A double tap is told that all is well; another answer replaces the earlier one while it may."""
    stored = found.given.get(question.id)
    if stored is None or isinstance(move, Tick | GoBack | ChangeAnswer | Hint):
        await _notice(found, pressed, Reply.BUTTON_STALE)
    elif isinstance(move, Done) or move == stored:
        await _notice(found, pressed, Reply.SURVEY_NOTED)
    elif not found.is_changeable(question.id):
        await _notice(found, pressed, Reply.SURVEY_FIXED)
    else:
        await _answer(found, question, pressed, move)


async def _give_hint(found: OpenSurvey, question: Question, pressed: ButtonPressed, hint: Hint) -> None:
    """Show the question once more under a hint."""
    text = found.audience.text(hint.reply, **hint.values)
    await found.turn.answer_tap(pressed.tap_id, text)
    await ask(found, as_asked(found.survey, found.given, question), text, pressed.message_id)


async def _go_back(found: OpenSurvey, question: Question, pressed: ButtonPressed) -> None:
    before = question_before(found.survey, found.given, question)
    if before is None or not found.is_changeable(before.id):
        await _notice(found, pressed, Reply.SURVEY_FIXED)
        return
    await found.stop_waiting()
    await found.turn.answer_tap(pressed.tap_id)
    await ask(found, as_asked(found.survey, found.given, before), target=pressed.message_id)


async def _reopen(found: OpenSurvey, question: Question, pressed: ButtonPressed) -> None:
    """Go through a completed survey once more, while its answers may be changed."""
    turn, invitation = found.turn, found.invitation
    is_over = invitation.status is InvitationStatus.COMPLETED
    if not (is_over and question.id in found.rows and found.is_changeable(question.id)):
        await _notice(found, pressed, Reply.SURVEY_FIXED)
        return
    invitation.status = InvitationStatus.STARTED
    invitation.expires_at = invitation.due_at = turn.now + turn.house.rules.changeable
    await turn.answer_tap(pressed.tap_id)
    await ask(found, as_asked(found.survey, found.given, question), target=pressed.message_id)


async def _tick(found: OpenSurvey, question: Question, pressed: ButtonPressed, tick: Tick) -> None:
    """Keep what is ticked so far, and show it."""
    before = found.given.get(question.id, SKIPPED).choices or ()
    wanted = {*before, tick.option} if tick.chosen else {*before} - {tick.option}
    choices = tuple(option.id for option in question.options if option.id in wanted)
    found.keep(question, Given(choices=choices))
    await found.turn.answer_tap(pressed.tap_id)
    if pressed.message_id is not None:
        await ask(found, as_asked(found.survey, found.given, question), target=pressed.message_id)


async def _answer(found: OpenSurvey, question: Question, pressed: ButtonPressed, move: Given | Done) -> None:
    """Store the answer, act on a low score, and let the next question take the place of this one."""
    ticked = found.given.get(question.id, SKIPPED).choices or ()
    given = Given(choices=ticked) if isinstance(move, Done) else move
    words, noted = in_words(question, given, found.audience), found.audience.text(Reply.SURVEY_NOTED)
    message = await found.turn.hear(MessageKind.TAP, words)
    await found.turn.answer_tap(pressed.tap_id, noted)
    after = await found.answer(question, given, message)
    if after.is_low:
        await recover(found, message)
    await proceed(found, after, target=pressed.message_id)
