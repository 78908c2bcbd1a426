"""Parts of surveys have names in the visitor's language, and ids where they are gone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from actions.settings.house import House
from bot.console.surveys.overview_figures import DimensionRow
from bot.console.surveys.survey_names import alerts, dimension_name, question_text
from bot.console.web.visit import Visit
from nlu.contract.labels import Language


@pytest.mark.parametrize("language", Language)
def test_question_is_that_of_the_survey_after_a_service(
    house: House, visit: Callable[..., Visit], language: Language
) -> None:
    question = house.surveys["post_service"].question("satisfaction")
    assert question is not None
    assert question_text(visit(language), "satisfaction") == question.text[language]


def test_question_that_is_asked_no_more_keeps_its_id(visit: Callable[..., Visit]) -> None:
    assert [question_text(visit(Language.EN), name) for name in ("gone", None)] == ["gone", ""]


def test_dimension_is_named_by_its_survey(house: House, visit: Callable[..., Visit]) -> None:
    row = DimensionRow("servqual", "reliability", None, None)
    names = [dimension_name(visit(language), row) for language in (Language.ZH, Language.EN)]
    assert names == ["可靠性", "Reliability"]
    before = replace(row, is_before=True)
    assert dimension_name(visit(Language.EN), before) == "Reliability · asked before"
    gone = (replace(row, dimension="gone"), replace(row, survey_key="gone"))
    assert [dimension_name(visit(Language.EN), each) for each in gone] == ["gone", "reliability"]


def test_alerts_are_by_survey_and_question(house: House) -> None:
    found = alerts(house)
    assert set(found) == set(house.surveys)
    assert found["post_service"]["satisfaction"] == 2
    assert "comment" not in found["post_service"]
