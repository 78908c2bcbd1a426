"""An answer as customers see it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actions.answers.document import AnswerDocument
from actions.answers.entry import LinkButton
from actions.answers.filling import BusinessFacts, FactMissing, fill
from actions.settings.house import House
from actions.settings.replies import Audience
from nlu.contract.labels import Language


@dataclass(frozen=True, slots=True)
class AnswerPreview:
    """The answer in one language; `missing` is the fact that is not known, so that it would not be given."""

    language: Language
    question: str
    text: str
    buttons: tuple[LinkButton, ...] = ()
    missing: str | None = None


def previews(
    document: AnswerDocument, house: House, today: date, promised: Mapping[Language, str]
) -> tuple[AnswerPreview, ...]:
    """Return the answer in each of its languages; `promised` stands for the time that is promised."""
    return tuple(
        _preview(document, language, house, today, promised[language]) for language in document.wordings
    )


def _preview(
    document: AnswerDocument, language: Language, house: House, today: date, promised: str
) -> AnswerPreview:
    wording = document.wordings[language]
    buttons = tuple(LinkButton(each.text, each.url) for each in wording.buttons)
    reader = Audience(house.replies, language, lambda: today)
    facts = BusinessFacts(house.calendar, house.business, reader, today, document.outlet, promised)
    try:
        text, missing = fill(wording.answer, facts), None
    except FactMissing as exc:
        text, missing = wording.answer, exc.fact
    return AnswerPreview(language, wording.question, text, buttons, missing)
