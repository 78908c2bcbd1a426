"""Vectors are computed once: a message, and a training text that was there the last time."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_training_computes_only_what_the_last_one_did_not(rasa: Call) -> None:
    trainings = [["a", "bb", "a"], ["bb", "ccc"], ["a"], ["a"]]
    assert rasa("tests.nlu.rasa_checks:texts_encoded_in_trainings", trainings, ["test"] * 4) == [
        [["a", "bb"], [1, 2, 1], 2],
        [["ccc"], [2, 3], 2],
        [["a"], [1], 1],
        [[], [1], 1],
    ]


def test_text_that_is_gone_leaves_no_vector_where_none_is_new(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:texts_encoded_in_trainings", [["a", "bb"], ["a"]], ["test"] * 2)
    assert found[1] == [[], [1], 1]


def test_purposes_share_what_they_have_computed(rasa: Call) -> None:
    trainings = [["a", "bb"], ["bb", "ccc"]]
    found = rasa("tests.nlu.rasa_checks:texts_encoded_in_trainings", trainings, ["intents", "urgent"])
    assert found[1] == [["ccc"], [2, 3], 2]


@pytest.mark.parametrize(("damage", "encoded"), [("none", []), ("cut", ["a"]), ("other build", ["a"])])
def test_file_that_is_not_as_it_was_written_is_passed_over(
    rasa: Call, damage: str, encoded: list[str]
) -> None:
    assert rasa("tests.nlu.rasa_checks:texts_encoded_after", damage) == encoded


def test_message_is_encoded_once(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:vectors_asked_twice", "hm") == {"encoded": ["hm"], "none": [0, 384]}


def test_draw_stays_nearly_the_same_when_texts_come_and_go(rasa: Call) -> None:
    texts = [f"text {number}" for number in range(400)]
    before = rasa("tests.nlu.rasa_checks:texts_drawn", texts, 100)
    after = rasa("tests.nlu.rasa_checks:texts_drawn", [*texts[20:], "one more"], 100)
    assert (len(before), len(set(before))) == (100, 100)
    assert set(before) - set(texts[:20]) <= set(after)
    assert rasa("tests.nlu.rasa_checks:texts_drawn", ["alone"], 100) == ["alone"]


def test_training_goes_on_where_nothing_can_be_kept(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:vectors_without_a_place_to_keep_them", ["a", "bb"]) == [1.0, 2.0]
