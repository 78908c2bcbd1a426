"""Pressed buttons below an answer, and below a choice of questions."""

from sqlalchemy import select

from actions.answers.entry import Entry
from actions.answers.filling import FactMissing
from actions.answers.finding.candidates import Candidate
from actions.answers.showing.answer_message import PREFIX, VERDICTS, wording_for, write_answer
from actions.answers.showing.answer_reply import CHOSEN, NONE_OF_THESE, give_answer
from actions.answers.showing.answer_verdict import note_verdict, take_question_away
from actions.answers.showing.answer_waiting import wait_no_more
from actions.answers.showing.hand_over_question import hand_over_question
from actions.answers.showing.published_entry import entry_in_force
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Buttons, Turn
from store.models.answers import AnswerShowing, ShowingKind, ShowingOutcome
from store.models.conversations import Conversation, Message


async def take_answer_tap(turn: Turn, pressed: ButtonPressed) -> None:
    """Take what was pressed, once; a button of an entry that is no longer used leads to a person.

    Raises:
        Forged: this customer was not shown it.
    """
    showing, code = await _shown(turn, pressed)
    if showing.outcome_at is not None:
        await turn.answer_tap(pressed.tap_id, turn.text(Reply.ANSWER_NOTED))
        return
    if showing.kind is not ShowingKind.OFFERED:
        await _take_verdict(turn, showing, code, pressed)
    elif code == NONE_OF_THESE:
        await turn.answer_tap(pressed.tap_id)
        await turn.edit(pressed.message_id, turn.text(Reply.OFFER_NONE))
        await refuse_offer(turn, showing)
    else:
        await turn.answer_tap(pressed.tap_id)
        await choose_offered(turn, showing, pressed.message_id)


async def choose_offered(turn: Turn, showing: AnswerShowing, target: int | None = None) -> None:
    """Say the answer that was chosen, as it is published now; if it is gone, a person answers.

    `target` is the message with the choice, where its button was pressed.
    """
    await _close_offer(turn, showing)
    note_verdict(turn, showing, ShowingOutcome.CONFIRMED)
    entry = await entry_in_force(turn, showing.answer_id)
    if entry is not None:
        chosen = wording_for(entry, turn.language).question
        await turn.edit(target, turn.text(Reply.OFFER_CHOSEN, question=chosen))
    if entry is None or not await _give(turn, showing, entry):
        await hand_over_question(turn, showing, Reply.ANSWER_GONE)


async def refuse_offer(turn: Turn, showing: AnswerShowing, words: Message | None = None) -> None:
    """Hand a question to a person that is none of those offered."""
    for each in await _close_offer(turn, showing):
        note_verdict(turn, each, ShowingOutcome.NOT_MY_QUESTION)
    await hand_over_question(turn, showing, Reply.ANSWER_PASSED_ON, words)


async def offered_with(turn: Turn, showing: AnswerShowing) -> list[AnswerShowing]:
    """Return all that were offered in one choice, in their order."""
    same = select(AnswerShowing).where(
        AnswerShowing.conversation_id == showing.conversation_id,
        AnswerShowing.message_id == showing.message_id,
        AnswerShowing.kind == ShowingKind.OFFERED,
        AnswerShowing.shown_at == showing.shown_at,
    )
    return list(await turn.session.scalars(same.order_by(AnswerShowing.id)))


async def _close_offer(turn: Turn, showing: AnswerShowing) -> list[AnswerShowing]:
    """Let no button of the choice count any more, and return all that were offered."""
    offered = await offered_with(turn, showing)
    wait_no_more(turn, offered[0].id)
    for each in offered:
        each.outcome_at = turn.now
    return offered


async def _give(turn: Turn, showing: AnswerShowing, entry: Entry) -> bool:
    question = None
    if showing.message_id is not None:
        question = await turn.session.get(Message, showing.message_id)
    candidate = Candidate(entry, showing.score or 0.0, showing.language, "")
    try:
        await give_answer(turn, question, candidate, showing.outlet, ShowingKind.CHOSEN)
    except FactMissing:
        return False
    return True


async def _take_verdict(turn: Turn, showing: AnswerShowing, code: str, pressed: ButtonPressed) -> None:
    verdict, label = VERDICTS[code]
    helped = verdict is ShowingOutcome.CONFIRMED
    await turn.answer_tap(pressed.tap_id, turn.text(Reply.ANSWER_GLAD) if helped else "")
    note_verdict(turn, showing, verdict)
    wait_no_more(turn, showing.id)
    links = await _links(turn, showing)
    await take_question_away(turn, showing, pressed.message_id, turn.text(label), links)
    if not helped:
        await hand_over_question(turn, showing, Reply.ANSWER_PASSED_ON)


async def _links(turn: Turn, showing: AnswerShowing) -> Buttons:
    """The links of the answer, which stay; none where the entry is gone."""
    entry = await entry_in_force(turn, showing.answer_id)
    if entry is None:
        return ()
    try:
        return write_answer(turn, entry, showing.outlet).links
    except FactMissing:
        return ()


async def _shown(turn: Turn, pressed: ButtonPressed) -> tuple[AnswerShowing, str]:
    number, _, code = pressed.data.removeprefix(PREFIX).partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Forged(pressed.data)
    showing = await turn.session.scalar(
        select(AnswerShowing)
        .join(Conversation, Conversation.id == AnswerShowing.conversation_id)
        .where(AnswerShowing.id == int(number), Conversation.customer_id == turn.customer.id)
    )
    allowed = {CHOSEN, NONE_OF_THESE} if showing and showing.kind is ShowingKind.OFFERED else {*VERDICTS}
    if showing is None or showing.kind is ShowingKind.SUGGESTED or code not in allowed:
        raise Forged(pressed.data)
    return showing, code
