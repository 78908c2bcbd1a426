"""A trained model in memory."""

from pathlib import Path

import pytest

from tests.nlu.conftest import EXAMPLES, Call

pytestmark = pytest.mark.rasa


def test_model_answers_each_text_in_rasas_form(rasa: Call, small_model: Path) -> None:
    (first, second) = rasa("tests.nlu.rasa_checks:parsed_by", str(small_model), ["太难吃了", "hello"])
    assert (first["text"], first["intent"]["name"], second["intent"]["name"], first["entities"]) == (
        "太难吃了",
        "complaint",
        "greet",
        [],
    )
    assert sorted(one["name"] for one in first["intent_ranking"]) == sorted(EXAMPLES)


def test_model_takes_a_slash_for_text(rasa: Call, small_model: Path) -> None:
    (answer,) = rasa("tests.nlu.rasa_checks:parsed_by", str(small_model), ["/praise"])
    assert (answer["text"], answer["intent"]["confidence"] < 1) == ("/praise", True)


def test_model_of_no_text_answers_nothing(rasa: Call, small_model: Path) -> None:
    assert rasa("tests.nlu.rasa_checks:parsed_by", str(small_model), []) == []
