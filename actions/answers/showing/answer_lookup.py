"""Looking answers up by words, for a person who writes to a customer."""

from collections.abc import Iterator
from dataclasses import dataclass

from actions.answers.entry import EffectiveState, Entry, effective_state
from actions.answers.filling import FactMissing
from actions.answers.normal_question import normalised
from actions.answers.showing.answer_message import wording_for, write_answer
from actions.answers.showing.reply_files import ReplyFile, files_of
from actions.answers.showing.searched_entries import SearchedEntries
from actions.turn.turn import Turn

MOST = 6


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """An answer as this customer would read it, with its question and files.

    `outlet` is the one that it is for.
    """

    question: str
    text: str
    outlet: str | None
    files: tuple[ReplyFile, ...] = ()


async def look_up_answers(
    turn: Turn, words: str, outlet: str | None, published: SearchedEntries
) -> tuple[FoundAnswer, ...]:
    """Return published answers that have all of these words, those with the words in a question first.

    Answers for another outlet than the customer's are left out.
    """
    terms = [term for term in map(normalised, words.split()) if term]
    if not terms:
        return ()
    today = turn.now.astimezone(turn.house.calendar.zone).date()
    found = [
        (rank, each.entry)
        for each in await published.read(turn.session)
        if effective_state(each.entry, today) is EffectiveState.ACTIVE
        and (outlet is None or each.entry.outlet in (None, outlet))
        and (rank := each.rank(terms)) is not None
    ]
    found.sort(key=lambda ranked: ranked[0])  # entries of one rank stay in order
    written = (answer for _, each in found for answer in _written(turn, each, outlet))
    return tuple(answer for answer, _ in zip(written, range(MOST), strict=False))


def _written(turn: Turn, entry: Entry, outlet: str | None) -> Iterator[FoundAnswer]:
    """Yield the answer, unless a fact that it needs is not known."""
    try:
        text = turn.shown(write_answer(turn, entry, outlet).text)
    except FactMissing:
        return
    question = wording_for(entry, turn.language).question
    yield FoundAnswer(question, text, entry.outlet, files_of(entry))
