"""Settings are shown as customers see them, in each language."""

from collections.abc import Callable

from bot.console.documents.document_preview import previews_of
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from tests.actions.documents.published import fresh


def test_survey_is_shown_question_by_question_with_its_buttons(visit: Callable[..., Visit]) -> None:
    settings = fresh().now
    survey = settings.house.surveys["post_service"]
    found = previews_of(visit(), "surveys.post_service", settings)
    introductions = 0 if survey.introduction is None else 1
    assert len(found) == len(Language) * (len(survey.asked) + introductions)
    first = next(each for each in found if each.text == survey.asked[0].text[Language.EN])
    assert first.language is Language.EN
    assert "1" in first.buttons[0][0]


def test_hours_are_told_in_words(visit: Callable[..., Visit]) -> None:
    found = previews_of(visit(), "calendar", fresh().now)
    assert [each.language for each in found] == list(Language)
    assert "09:00–18:00" in found[0].text


def test_what_customers_do_not_see_has_none(visit: Callable[..., Visit]) -> None:
    assert previews_of(visit(), "scorecard", fresh().now) == ()
    assert previews_of(visit(), "surveys.none", fresh().now) == ()
