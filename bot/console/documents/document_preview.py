"""What customers see of settings, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from actions.answers.filling import BusinessFacts, FactMissing, fill
from actions.documents.business_settings import BusinessSettings
from actions.documents.document_files import is_survey
from actions.settings.replies import Audience
from actions.settings.survey_definition import Survey
from actions.surveys.asking.buttons import keyboard
from actions.surveys.asking.preview import ANY_INVITATION
from bot.console.web.visit import Visit
from nlu.contract.labels import Language

FACTS = {"calendar": "{hours_week}", "business": "{address}\n{phone}"}


@dataclass(frozen=True, slots=True)
class SettingPreview:
    """A bubble of the chat with its rows of buttons, and by which name staff know it."""

    language: Language
    text: str
    title: str = ""
    buttons: tuple[tuple[str, ...], ...] = ()


def previews_of(visit: Visit, key: str, settings: BusinessSettings) -> tuple[SettingPreview, ...]:
    """Return the bubbles that a document makes; none where customers do not see it."""
    if key == "canned":
        return tuple(_canned(visit, settings))
    today = visit.now.astimezone(settings.house.zone).date()
    if key in FACTS:
        return tuple(_facts(FACTS[key], settings, today))
    survey = settings.house.surveys.get(key.partition(".")[2]) if is_survey(key) else None
    return tuple(_questions(survey, settings, today)) if survey else ()


def _canned(visit: Visit, settings: BusinessSettings) -> Iterator[SettingPreview]:
    example = {"reference": "HF-000123", "staff": visit.viewer.name if visit.viewer else ""}
    for reply in settings.canned:
        for language in Language:
            name = visit.deps.wording[language]["settings.example_name"]
            text = reply.filled(language, {**example, "name": name})
            yield SettingPreview(language, text, reply.title[visit.language])


def _questions(survey: Survey, settings: BusinessSettings, today: date) -> Iterator[SettingPreview]:
    for language in Language:
        reader = Audience(settings.house.replies, language, lambda: today)
        title = survey.title[language]
        if survey.introduction is not None:
            yield SettingPreview(language, survey.introduction[language], title)
        for question in survey.asked:
            rows = keyboard(ANY_INVITATION, question, reader)
            buttons = tuple(tuple(button.text for button in row) for row in rows)
            yield SettingPreview(language, question.text[language], title, buttons)


def _facts(text: str, settings: BusinessSettings, today: date) -> Iterator[SettingPreview]:
    house = settings.house
    for language in Language:
        reader = Audience(house.replies, language, lambda: today)
        for line in text.split("\n"):
            facts = BusinessFacts(house.calendar, house.business, reader, today, None, "")
            try:
                yield SettingPreview(language, fill(line, facts))
            except FactMissing:
                continue
