"""Character and word n-grams."""

from nlu.components.grams import character_grams, word_grams


def test_character_grams_mark_the_edges() -> None:
    assert character_grams("还没", 1, 2) == [" ", "还", "没", " ", " 还", "还没", "没 "]


def test_word_grams_join_neighbours_and_mark_the_edges_of_pairs_only() -> None:
    assert word_grams(["not", "good"], 1, 2) == ["not", "good", "< not", "not good", "good >"]


def test_grams_longer_than_the_text_are_none() -> None:
    assert (character_grams("", 3, 4), word_grams([], 1, 1)) == ([], [])
