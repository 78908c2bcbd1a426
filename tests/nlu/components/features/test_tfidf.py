"""N-grams, and TF-IDF against scikit-learn's."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa

TEXTS = [["a", "b", "b"], ["b", "c"], ["a", "c", "c", "c"], ["d"], ["a", "d", "b"]]


@pytest.mark.parametrize("least", [1, 2])
def test_tfidf_counts_like_scikit_learn(rasa: Call, least: int) -> None:
    unseen = [["a", "a", "zzz"], [], ["zzz"], ["d", "c", "b", "a", "a"]]
    difference = rasa("tests.nlu.rasa_checks:tfidf_against_scikit_learn", TEXTS, unseen, least)
    assert difference == pytest.approx(0, abs=1e-6)


def test_character_grams_mark_the_edges(rasa: Call) -> None:
    grams = rasa("nlu.components.features.tfidf:character_grams", "还没", 1, 2)
    assert grams == [" ", "还", "没", " ", " 还", "还没", "没 "]


def test_word_grams_join_neighbours_and_mark_the_edges_of_pairs_only(rasa: Call) -> None:
    grams = rasa("nlu.components.features.tfidf:word_grams", ["not", "good"], 1, 2)
    assert grams == ["not", "good", "< not", "not good", "good >"]


def test_grams_longer_than_the_text_are_none(rasa: Call) -> None:
    characters = rasa("nlu.components.features.tfidf:character_grams", "", 3, 4)
    assert (characters, rasa("nlu.components.features.tfidf:word_grams", [], 1, 1)) == ([], [])
