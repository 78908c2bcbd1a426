"""Answers: taps on a survey's buttons, and the words that were asked for."""

from dataclasses import dataclass

from sqlalchemy import select

from actions.incoming import ButtonPressed
from actions.replies import Reply
from actions.surveys.asking import given_so_far, in_survey_language, proceed, stop_waiting
from actions.surveys.branching import Given
from actions.surveys.buttons import Done, Forged, Move, Press, Tick, interpret, read
from actions.surveys.definition import Survey
from actions.surveys.invitations import find_locked
from actions.surveys.keyboard import keyboard
from actions.surveys.questions import Kind, Question
from actions.surveys.recovery import recover_if_low
from actions.surveys.shown import withdraw_buttons
from actions.surveys.versions import pinned
from actions.surveys.wording import in_words
from actions.turn import Turn
from store.models.conversations import Direction, Message, MessageKind
from store.models.staff import AuditEntry
from store.models.surveys import ANSWERABLE, Answer, Invitation, InvitationStatus


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put to the customer; the turn speaks the survey's language."""

    turn: Turn
    invitation: Invitation
    survey: Survey
    question: Question


async def tap(turn: Turn, pressed: ButtonPressed) -> None:
    """Take the answer of a pressed button, once, and ask on. A foreign or forged button is refused."""
    try:
        press = read(pressed.data)
        asked = await _find_asked(turn, press)
        move = interpret(asked.question, press.value)
    except Forged:
        await _refuse(turn, pressed)
        return
    if asked.invitation.status not in ANSWERABLE:
        await turn.answer_tap(pressed.tap_id, asked.turn.text(Reply.SURVEY_CLOSED))
    elif asked.invitation.question != asked.question.id:
        await _answered_before(asked, pressed, move)
    elif isinstance(move, Tick):
        await _tick(asked, pressed, move)
    else:
        await _answer(asked, pressed, move)


async def comment(turn: Turn, message: Message) -> bool:
    """Store the words that a survey waits for, and thank; False where it waits for none any more."""
    invitation = await find_locked(turn.session, turn.conversation.awaited_for or 0)
    asked = None if invitation is None else await _open_text(turn, invitation)
    if asked is None or not message.text:
        turn.conversation.awaited = turn.conversation.awaited_for = None
        return False
    await _store(asked, Given(text=message.text), message)
    await stop_waiting(turn.session, asked.invitation)
    await withdraw_buttons(turn.session, asked.invitation, turn.now)
    await proceed(asked.turn, asked.invitation, asked.survey, after=asked.question.id)
    return True


async def is_comment(turn: Turn, message: Message) -> bool:
    """Whether this message is stored as an answer in words."""
    statement = select(Answer.id).where(Answer.message_id == message.id, Answer.text.is_not(None))
    return (await turn.session.scalar(statement)) is not None


async def _find_asked(turn: Turn, press: Press) -> Asked:
    invitation = await find_locked(turn.session, press.invitation_id)
    if invitation is None or invitation.customer_id != turn.customer.id or invitation.sent_at is None:
        raise Forged(press.question)
    survey = await pinned(turn.session, invitation, turn.house)
    question = survey.question(press.question)
    if question is None:
        raise Forged(press.question)
    return Asked(in_survey_language(turn, invitation), invitation, survey, question)


async def _open_text(turn: Turn, invitation: Invitation) -> Asked | None:
    if invitation.customer_id != turn.customer.id or invitation.status not in ANSWERABLE:
        return None
    survey = await pinned(turn.session, invitation, turn.house)
    question = survey.question(invitation.question or "")
    if question is None or question.kind is not Kind.TEXT:
        return None
    return Asked(in_survey_language(turn, invitation), invitation, survey, question)


async def _refuse(turn: Turn, pressed: ButtonPressed) -> None:
    await turn.answer_tap(pressed.tap_id, turn.text(Reply.BUTTON_FOREIGN))
    turn.session.add(
        AuditEntry(at=turn.now, actor=f"customer:{turn.customer.id}", action="tap.refused", subject="survey")
    )


async def _answered_before(asked: Asked, pressed: ButtonPressed, move: Move) -> None:
    """A double tap is told that all is well; another answer to an old question is too late."""
    stored = (await given_so_far(asked.turn.session, asked.invitation)).get(asked.question.id)
    is_repeated = stored is not None and (move == stored or isinstance(move, Done))
    reply = Reply.SURVEY_NOTED if is_repeated else Reply.BUTTON_STALE
    await asked.turn.answer_tap(pressed.tap_id, asked.turn.text(reply))


async def _tick(asked: Asked, pressed: ButtonPressed, tick: Tick) -> None:
    """Keep what is ticked so far, and show it."""
    turn, question = asked.turn, asked.question
    before = (await given_so_far(turn.session, asked.invitation)).get(question.id, Given()).choices or ()
    wanted = {*before, tick.option} if tick.chosen else {*before} - {tick.option}
    choices = tuple(option.id for option in question.options if option.id in wanted)
    await _store(asked, Given(choices=choices))
    await turn.answer_tap(pressed.tap_id)
    buttons = keyboard(asked.invitation.id, question, turn.language, turn.house.replies, ticked=choices)
    await turn.edit(pressed.message_id, question.text[turn.language], buttons)


async def _answer(asked: Asked, pressed: ButtonPressed, move: Given | Done) -> None:
    """Store the answer, show it in place of the buttons, act on a low score, and go on."""
    turn, invitation, question = asked.turn, asked.invitation, asked.question
    given = await _ticked(asked) if isinstance(move, Done) else move
    words = in_words(question, given, turn.language, turn.house.replies)
    message = await _hear_tap(turn, words)
    await _store(asked, given, message)
    await stop_waiting(turn.session, invitation)
    await turn.answer_tap(pressed.tap_id, turn.text(Reply.SURVEY_NOTED))
    shown = turn.text(Reply.SURVEY_ANSWERED, answer=words)
    await turn.edit(pressed.message_id, f"{question.text[turn.language]}\n\n{shown}")
    await recover_if_low(turn, invitation, question, given, message)
    await proceed(turn, invitation, asked.survey, after=question.id)


async def _ticked(asked: Asked) -> Given:
    draft = (await given_so_far(asked.turn.session, asked.invitation)).get(asked.question.id)
    return draft or Given(choices=())


async def _hear_tap(turn: Turn, words: str) -> Message:
    """The tap as staff read it in the transcript."""
    message = Message(
        conversation_id=turn.conversation.id,
        direction=Direction.IN,
        kind=MessageKind.TAP,
        text=words,
        chat_id=turn.chat_id,
        language=turn.language,
        created_at=turn.now,
    )
    turn.session.add(message)
    turn.conversation.last_message_at = turn.now
    await turn.session.flush()
    return message


async def _store(asked: Asked, given: Given, message: Message | None = None) -> None:
    """Write the answer, or over the draft of it; the survey has begun, and has arrived."""
    session, invitation, now = asked.turn.session, asked.invitation, asked.turn.now
    answer = await session.scalar(
        select(Answer).where(Answer.invitation_id == invitation.id, Answer.question == asked.question.id)
    )
    if answer is None:
        answer = Answer(invitation_id=invitation.id, question=asked.question.id)
        session.add(answer)
    answer.number, answer.text = given.number, given.text
    if given.choices is not None or answer.choices is not None:
        # Setting None on a new row would store JSON's null, which SQL does not take for nothing.
        answer.choices = None if given.choices is None else list(given.choices)
    answer.message_id = message.id if message else None
    answer.answered_at = now
    invitation.status = InvitationStatus.STARTED
    invitation.delivered_at = invitation.delivered_at or now
    await session.flush()
