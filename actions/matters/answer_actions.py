"""Carrying out what the table decides about answers of the business."""

from dataclasses import replace

from actions.answers.entry import Entry
from actions.answers.filling import says_more_than_hours
from actions.answers.finding.candidates import Candidate
from actions.answers.showing.answer_message import WrittenAnswer, wording_for, write_answer
from actions.answers.showing.answer_reply import give_answer, note_showing, offer_choice, say_answer, suggest
from actions.answers.showing.answer_sending import send_files
from actions.answers.showing.answer_taps import choose_offered, offered_with, refuse_offer
from actions.answers.showing.answer_verdict import confirm_in_words, refuse_in_words
from actions.answers.showing.hand_over_question import hand_over_question
from actions.answers.showing.other_day import hours_in_words
from actions.cases.opening import note_order_number
from actions.intents.complaint import take_complaint
from actions.matters import burst
from actions.matters.situation import Said
from actions.matters.talk_turn import TalkTurn, found_case
from actions.matters.unclear import forget_unclear, take_into
from actions.settings.replies import Reply
from actions.turn.references import read_order_number
from nlu.contract.labels import Intent
from store.models.answers import AnswerShowing, ShowingKind
from store.models.cases import Case


async def give(talk_turn: TalkTurn) -> None:
    """Say the answer, and ask whether it helped; what was unclear before belonged to the question."""
    showing = await give_answer(talk_turn.turn, talk_turn.message, talk_turn.answer, talk_turn.outlet)
    burst.note_said(talk_turn.turn, Said.ANSWER)
    if showing.case_id is not None:
        burst.note_said(talk_turn.turn, Said.MATTER)
    forget_unclear(talk_turn.turn)


async def offer(talk_turn: TalkTurn) -> None:
    """Ask which question it is."""
    await offer_choice(talk_turn.turn, talk_turn.message, talk_turn.found.candidates, talk_turn.outlet)
    burst.note_said(talk_turn.turn, Said.OFFER)
    forget_unclear(talk_turn.turn)


async def confirm(talk_turn: TalkTurn) -> None:
    """Note that the answer helped."""
    thanks = talk_turn.heard.intent is Intent.THANKS
    await confirm_in_words(talk_turn.turn, _recalled(talk_turn), talk_turn.message, thanks=thanks)
    burst.note_said(talk_turn.turn, Said.SMALL_TALK)


async def refuse(talk_turn: TalkTurn) -> None:
    """Hand the question to a person, as the answer did not help.

    Raises:
        LookupError: the message says nothing of an answer.
    """
    verdict = talk_turn.heard.verdict
    if verdict is None:
        raise LookupError("no verdict")
    await refuse_in_words(talk_turn.turn, _recalled(talk_turn), verdict, talk_turn.message)
    burst.note_said(talk_turn.turn, Said.MATTER)


async def choose(talk_turn: TalkTurn) -> None:
    """Say the answer that was chosen by its number; with none of them, a person answers."""
    showing, choice = _recalled(talk_turn), talk_turn.heard.choice or 0
    offered = await offered_with(talk_turn.turn, showing)
    if 0 < choice <= len(offered):
        await choose_offered(talk_turn.turn, offered[choice - 1])
        burst.note_said(talk_turn.turn, Said.ANSWER)
    else:
        await refuse_offer(talk_turn.turn, showing, talk_turn.message)
        burst.note_said(talk_turn.turn, Said.MATTER)


async def take_number(talk_turn: TalkTurn) -> None:
    """Hand an order number that follows an answer to a person, with the question and the answer.

    Raises:
        LookupError: nothing was answered in this talk.
    """
    turn, message = talk_turn.turn, talk_turn.message
    showing = await turn.session.get(AnswerShowing, turn.conversation.answered_id or 0)
    number = read_order_number(message.text or "")
    if showing is None or number is None:
        raise LookupError("no answer, or no number")
    await hand_over_question(turn, showing, Reply.INQUIRY, message)
    case = found_case(await turn.session.get(Case, turn.conversation.matter_id))
    if case.order_number is None:
        await note_order_number(turn, case, number, message)
    burst.note_said(turn, Said.MATTER)


async def tell_other_day(talk_turn: TalkTurn) -> None:
    """Tell the hours of the days that were asked for, from the entry that was found or answered last.

    Raises:
        LookupError: that entry tells no hours.
    """
    recalled, turn = talk_turn.recalled, talk_turn.turn
    if recalled.entry is None:
        raise LookupError("no entry")
    candidate = Candidate(recalled.entry, 1.0, turn.language, "")
    written = _with_hours(talk_turn, recalled.entry)
    kind = ShowingKind.DIRECT if recalled.showing is None else ShowingKind.FOLLOW_UP
    await say_answer(turn, talk_turn.message, candidate, written, talk_turn.outlet, kind)
    burst.note_said(turn, Said.ANSWER)


def _with_hours(talk_turn: TalkTurn, entry: Entry) -> WrittenAnswer:
    """The hours of the days; below the answer where it says more, and was not said just before."""
    recalled, turn = talk_turn.recalled, talk_turn.turn
    hours = WrittenAnswer(hours_in_words(turn, recalled.days), turn.language, ())
    says_more = says_more_than_hours(wording_for(entry, turn.language).answer)
    if recalled.showing is not None or not says_more:
        return hours
    whole = write_answer(turn, entry, talk_turn.outlet)
    return replace(whole, text=f"{whole.text}\n\n{hours.text}")


async def complain_and_answer(talk_turn: TalkTurn) -> None:
    """Take a complaint, and answer in its reply what it asks in the words of an entry."""
    turn, candidate = talk_turn.turn, talk_turn.answer
    written = write_answer(turn, candidate.entry, talk_turn.outlet)
    receipt, *asked = await take_complaint(turn, talk_turn.message)
    besides = turn.text(Reply.ANSWER_IN_COMPLAINT, answer=written.text)
    await turn.say("\n\n".join((receipt, besides, *asked)), searched=written.text)
    await send_files(turn, written.files)
    await note_showing(turn, talk_turn.message, candidate, talk_turn.outlet, ShowingKind.DIRECT)
    await take_into(
        turn, found_case(await turn.session.get(Case, turn.conversation.matter_id)), talk_turn.message
    )
    burst.note_said(turn, Said.MATTER)
    burst.note_said(turn, Said.ANSWER)


async def leave_suggestions(talk_turn: TalkTurn) -> None:
    """Say nothing, as a person answers; what was found is kept for that person."""
    await suggest(talk_turn.turn, talk_turn.message, talk_turn.found, talk_turn.outlet)


def _recalled(talk_turn: TalkTurn) -> AnswerShowing:
    if talk_turn.recalled.showing is None:
        raise LookupError("no showing")
    return talk_turn.recalled.showing
