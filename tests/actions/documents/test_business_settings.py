"""Documents and environment together make the house."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.documents.business_settings import build_settings
from actions.documents.document_files import as_text
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language
from store.models.address import Address
from tests.actions.documents.published import INSTALLATION, files, rules


def test_shipped_documents_make_a_house() -> None:
    settings = build_settings(files(), INSTALLATION)
    house = settings.house
    assert (house.first_reply, house.rules.delay) == (timedelta(hours=4), timedelta(hours=1))
    assert [len(settings.canned) > 1, len(settings.scorecard.criteria) > 1] == [True, True]


def test_environment_wins_over_the_rules() -> None:
    installation = replace(
        INSTALLATION, unclear_wait=timedelta(minutes=1), staff_chat=Address(-5), confidence=0.9
    )
    house = build_settings(files(), installation).house
    assert (house.matters.unclear, house.staff_chat, house.confidence) == (
        timedelta(minutes=1),
        Address(-5),
        0.9,
    )


def test_language_of_the_business_holds_unless_the_environment_names_one() -> None:
    spoken = files()["business"].text.replace("language: null", "language: en")
    documents = {**files(), "business": as_text("business", spoken)}
    installations = (replace(INSTALLATION, language=None), INSTALLATION)
    languages = [build_settings(documents, each).house.language for each in installations]
    assert languages == [Language.EN, Language.ZH]
    assert build_settings(files(), installations[0]).house.language is Language.ZH


def test_mistakes_of_all_documents_are_named_at_once() -> None:
    wrong = {"rules": as_text("rules", rules(-1)), "scorecard": as_text("scorecard", "criteria: 1\n")}
    with pytest.raises(DataError) as caught:
        build_settings({**files(), **wrong}, INSTALLATION)
    assert {problem.partition(".yml")[0] for problem in caught.value.problems} == {"rules", "scorecard"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("holidays: [2027-02-31]\n", "calendar.yml: not valid YAML: day is out of range for month"),
        ("[" * 5000, "calendar.yml: not valid YAML: it is nested too deeply"),
        ("hours: {\n", "calendar.yml, line 2: expected the node content, but found '<stream end>'"),
    ],
)
def test_text_that_is_no_yaml_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        build_settings({**files(), "calendar": as_text("calendar", text)}, INSTALLATION)
    assert caught.value.problems == (said,)
