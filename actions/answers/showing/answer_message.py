"""An entry as the customer reads it: the text in their language with facts filled in, and its buttons."""

from dataclasses import dataclass
from datetime import datetime

from actions.answers.entry import AnswerFile, Entry, Wording
from actions.answers.filling import BusinessFacts, fill
from actions.settings.replies import Audience, Reply
from actions.turn.promise import promised_time
from actions.turn.turn import Buttons, Turn
from nlu.contract.labels import Language
from store.models.answers import AnswerShowing, ShowingOutcome
from store.queues.button import Button

PREFIX = "a:"
CLIP = "📎 "
# The data of the buttons, by what they say of the answer.
VERDICTS = {
    "y": (ShowingOutcome.CONFIRMED, Reply.ANSWER_YES),
    "n": (ShowingOutcome.NOT_MY_QUESTION, Reply.ANSWER_OTHER),
    "u": (ShowingOutcome.UNCLEAR, Reply.ANSWER_UNCLEAR),
    "p": (ShowingOutcome.PERSON, Reply.ANSWER_PERSON),
}


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """The text of an answer in the language that it has, its links, and the files that follow it."""

    text: str
    language: Language
    links: Buttons
    files: tuple[AnswerFile, ...] = ()


def write_answer(turn: Turn, entry: Entry, outlet: str | None, due: datetime | None = None) -> WrittenAnswer:
    """Return an entry for this customer; where it is in another language, that is said first.

    `due` is when the customer's case is due, if there is one; without one, when a case that opens now would
    be.

    Raises:
        FactMissing: the answer needs a fact that is not known.
        LookupError: the entry has no wording.
    """
    wording = wording_for(entry, turn.language)
    text = fill(wording.answer, facts_for(turn, wording.language, entry.outlet or outlet, due))
    if wording.language is not turn.language:
        text = f"{turn.text(Reply.ANSWER_OTHER_LANGUAGE)}\n\n{text}"
    linked = tuple(Button(f"{CLIP}{file.name}", url=file.url) for file in entry.attachments)
    links = tuple(Button(link.text, url=link.url) for link in wording.buttons)
    rows = tuple((button,) for button in links + linked)
    return WrittenAnswer(text, wording.language, rows, entry.files)


def wording_for(entry: Entry, language: Language) -> Wording:
    """Return the wording in this language, else another one.

    Raises:
        LookupError: the entry has no wording.
    """
    wording = entry.wording(language) or next(iter(entry.wordings), None)
    if wording is None:
        raise LookupError(entry.key)
    return wording


def facts_for(turn: Turn, language: Language, outlet: str | None, due: datetime | None) -> BusinessFacts:
    """Return the facts of the business for a text in this language."""
    house = turn.house
    today = turn.now.astimezone(house.calendar.zone).date()
    promised = due or house.calendar.after(turn.now, house.first_reply)
    return BusinessFacts(
        house.calendar,
        house.business,
        Audience(house.replies, language, lambda: today),
        today,
        outlet,
        promised_time(turn.speaking(language), promised),
    )


def verdict_buttons(turn: Turn, showing: AnswerShowing) -> Buttons:
    """Return the four answers to whether it helped, two a row."""
    yes, other, unclear, person = (
        Button(turn.text(label), f"{PREFIX}{showing.id}:{code}") for code, (_, label) in VERDICTS.items()
    )
    return (yes, other), (unclear, person)
