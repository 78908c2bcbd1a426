"""Showing an entry: as the answer, as one of a choice, or to staff as a suggestion."""

from collections.abc import Sequence
from dataclasses import replace

from actions.answers.entry import Entry
from actions.answers.filling import FactMissing, promises
from actions.answers.finding.candidates import Candidate, Finding, FindingOutcome
from actions.answers.showing.answer_message import (
    PREFIX,
    WrittenAnswer,
    verdict_buttons,
    wording_for,
    write_answer,
)
from actions.answers.showing.answer_sending import send_files
from actions.answers.showing.answer_waiting import wait_for
from actions.answers.showing.promised_case import case_promised, due_of
from actions.answers.showing.question_search import SearchedQuestion
from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.models.answers import AnswerShowing, ShowingKind
from store.models.conversations import Awaited, Message
from store.queues.button import Button

CHOSEN, NONE_OF_THESE = "c", "0"
MOST_OFFERED = 3


def what_can_be_given(turn: Turn, searched: SearchedQuestion) -> Finding:
    """Return what was found, without the entries that need a fact of the business that is not known."""
    found = searched.finding
    given = tuple(each for each in found.candidates if _can_be_given(turn, each.entry, searched.outlet))
    if given == found.candidates:
        return found
    if given and given[0] == found.candidates[0]:
        return replace(found, candidates=given)
    is_choice = bool(given) and found.outcome is FindingOutcome.CHOICE
    return Finding(FindingOutcome.CHOICE if is_choice else FindingOutcome.NONE, given)


def _can_be_given(turn: Turn, entry: Entry, outlet: str | None) -> bool:
    try:
        write_answer(turn, entry, outlet)
    except FactMissing:
        return False
    return True


async def give_answer(
    turn: Turn,
    question: Message | None,
    candidate: Candidate,
    outlet: str | None,
    kind: ShowingKind = ShowingKind.DIRECT,
) -> AnswerShowing:
    """Say an answer with its links and files, and ask whether it helped.

    One that says by when a person comes back opens a case, so that this is kept.

    Raises:
        FactMissing: see `write_answer`.
    """
    write_answer(turn, candidate.entry, outlet)
    is_promise = promises(wording_for(candidate.entry, turn.language).answer)
    case = await case_promised(turn, question) if is_promise else None
    written = write_answer(turn, candidate.entry, outlet, None if case is None else due_of(turn, case))
    showing = await say_answer(turn, question, candidate, written, outlet, kind)
    showing.case_id = None if case is None else case.id
    return showing


async def say_answer(
    turn: Turn,
    question: Message | None,
    candidate: Candidate,
    written: WrittenAnswer,
    outlet: str | None,
    kind: ShowingKind,
) -> AnswerShowing:
    """Say what was written for this customer, and ask whether it helped."""
    showing = await note_showing(turn, question, candidate, outlet, kind)
    showing.language = written.language
    text = f"{written.text}\n\n{turn.text(Reply.ANSWER_ASK)}"
    buttons = (*written.links, *verdict_buttons(turn, showing))
    message = await turn.say(text, buttons, searched=written.text)
    await send_files(turn, written.files)
    showing.reply_id = message.id
    turn.conversation.answered_id = showing.id
    wait_for(turn, Awaited.HELPED, showing.id)
    return showing


async def offer_choice(
    turn: Turn, question: Message, candidates: Sequence[Candidate], outlet: str | None
) -> None:
    """Ask which of the entries is meant, by a button each, and one for none of them.

    Raises:
        LookupError: there is nothing to choose from.
    """
    rows, first = [], None
    for candidate in candidates[:MOST_OFFERED]:
        showing = await note_showing(turn, question, candidate, outlet, ShowingKind.OFFERED)
        first = first or showing
        label = wording_for(candidate.entry, turn.language).question
        rows.append((Button(label, f"{PREFIX}{showing.id}:{CHOSEN}"),))
    if first is None:
        raise LookupError("nothing to choose from")
    rows.append((Button(turn.text(Reply.OFFER_NONE), f"{PREFIX}{first.id}:{NONE_OF_THESE}"),))
    asked = Reply.OFFER_ONE if len(rows) == 2 else Reply.OFFER
    await turn.say(turn.text(asked), tuple(rows))
    wait_for(turn, Awaited.CHOICE, first.id)


async def suggest(turn: Turn, question: Message, found: Finding, outlet: str | None) -> None:
    """Keep the nearest entries for the person who takes over; the customer is told nothing."""
    for candidate in found.candidates[:MOST_OFFERED]:
        await note_showing(turn, question, candidate, outlet, ShowingKind.SUGGESTED)


async def note_showing(
    turn: Turn, question: Message | None, candidate: Candidate, outlet: str | None, kind: ShowingKind
) -> AnswerShowing:
    """Keep that an entry is shown."""
    showing = AnswerShowing(
        conversation_id=turn.conversation.id,
        message_id=None if question is None else question.id,
        answer_id=candidate.entry.id,
        version=candidate.entry.version,
        outlet=candidate.entry.outlet or outlet,
        language=wording_for(candidate.entry, turn.language).language,
        kind=kind,
        score=candidate.score,
        shown_at=turn.now,
    )
    turn.session.add(showing)
    await turn.session.flush()
    return showing
