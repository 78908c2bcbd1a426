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
