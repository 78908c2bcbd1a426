"""Cutting Chinese and English words side by side."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wifi很慢,don't like it!", ["wifi", "很", "慢", ",", "don't", "like", "it", "!"]),
        ("等了0天", ["等", "了", "0", "天"]),
        ("", []),
    ],
)
def test_words_of_cuts_both_languages(rasa: Call, text: str, expected: list[str]) -> None:
    assert rasa("nlu.components.words.tokenizer:words_of", text) == expected


def test_training_messages_carry_their_words_and_share_the_tokens_of_their_intent(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:tokens_of_training", ["good good", "很好 ok"])
    assert found["tokens"] == [[["good", 0], ["good", 5]], [["很", 0], ["好", 1], ["ok", 3]]]
    assert (found["number"], found["first"]) == ([2, 3], ["good", "很"])
    assert found["rest"] == [["good"], ["好", "ok"]]
    assert (found["names"], found["shared"]) == ([["praise"], ["praise"]], True)
