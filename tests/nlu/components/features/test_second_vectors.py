"""Vectors are computed once: a message, and a training text that was there the last time."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_training_computes_only_what_the_last_one_did_not(rasa: Call) -> None:
    trainings = [["a", "bb", "a"], ["bb", "ccc"], ["a"], ["a"]]
    assert rasa("tests.nlu.rasa_checks:texts_encoded_in_trainings", trainings) == [
        [["a", "bb", "a"], [1, 2, 1]],
        [["ccc"], [2, 3]],
        [["a"], [1]],
        [[], [1]],
    ]


def test_message_is_encoded_once(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:vectors_asked_twice", "hm") == {"encoded": ["hm"], "none": [0, 384]}


def test_draw_stays_nearly_the_same_when_texts_come_and_go(rasa: Call) -> None:
    texts = [f"text {number}" for number in range(400)]
    before = rasa("tests.nlu.rasa_checks:texts_drawn", texts, 100)
    after = rasa("tests.nlu.rasa_checks:texts_drawn", [*texts[20:], "one more"], 100)
    assert (len(before), len(set(before))) == (100, 100)
    assert set(before) - set(texts[:20]) <= set(after)
    assert rasa("tests.nlu.rasa_checks:texts_drawn", ["alone"], 100) == ["alone"]
