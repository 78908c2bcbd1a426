"""Answers are shown in the customer's words."""

import pytest

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.settings.survey_questions import Look, Question
from actions.surveys.asking.forms import form_of, in_words, step_label
from actions.surveys.asking.moves import SKIPPED, Given, Hint
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import AGREEMENT, question, reader


@pytest.mark.parametrize(
    ("look", "number", "label"),
    [(Look.FACES, 1, "1 😞"), (Look.FACES, 5, "5 😄"), (Look.STARS, 3, "3⭐"), (Look.NUMBERS, 4, "4")],
)
def test_step_of_a_rating_has_its_look(house: House, look: Look, number: int, label: str) -> None:
    assert step_label(question(look=look), number, reader(house, Language.ZH)) == label


def test_yes_and_no_are_words(house: House) -> None:
    asked = question(Kind.YES_NO)
    labels = [step_label(asked, step, reader(house, language)) for language in Language for step in (1, 0)]
    assert labels == ["是", "否", "Yes", "No"]


@pytest.mark.parametrize(
    ("kind", "given", "chinese", "english"),
    [
        (Kind.NPS, Given(number=0), "0", "0"),
        (Kind.MULTIPLE, Given(choices=("price", "waiting")), "等太久、价格", "Waiting time, Price"),
        (Kind.MULTIPLE, Given(choices=()), "已跳过", "skipped"),
        (Kind.TEXT, Given(text="很好"), "很好", "很好"),
        (Kind.TEXT, SKIPPED, "已跳过", "skipped"),
    ],
)
def test_answer_is_put_into_words(house: House, kind: Kind, given: Given, chinese: str, english: str) -> None:
    words = [in_words(question(kind), given, reader(house, language)) for language in Language]
    assert words == [chinese, english]


def hint(house: House, asked: Question) -> Hint | None:
    """What words are told that are none of the answers."""
    return form_of(asked).hint(asked, reader(house))


def test_scale_of_numbers_is_named(house: House) -> None:
    asked = [question(kind) for kind in (Kind.RATING, Kind.CES, Kind.NPS)]
    assert [hint(house, each) for each in asked] == [
        Hint(Reply.SURVEY_CHOOSE, {"lowest": lowest, "highest": highest})
        for lowest, highest in (("1", "5"), ("1", "7"), ("0", "10"))
    ]


def test_steps_with_names_and_options_are_pointed_to(house: House) -> None:
    asked = (question(look=Look.WORDS, words=AGREEMENT), question(Kind.YES_NO), question(Kind.MULTIPLE))
    assert [hint(house, each) for each in asked] == [Hint(Reply.SURVEY_PICK)] * 3


def test_free_text_has_no_wrong_answer(house: House) -> None:
    assert hint(house, question(Kind.TEXT)) is None
