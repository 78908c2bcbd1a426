"""The featurizer of n-grams as a step of the pipeline."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_loaded_featurizer_counts_what_was_learned(rasa: Call) -> None:
    loaded, expected = rasa("tests.nlu.rasa_checks:ngrams_of_a_loaded_step", ["ab", "b"], "bbz")
    # " ", "a" and "b" are known; two of four characters are blanks at the edges, and z is not known
    assert (loaded, loaded[1], loaded[2] > loaded[0]) == (expected, 0.0, False)


def test_words_are_let_go_when_they_are_counted(rasa: Call) -> None:
    kept = {
        unit: rasa("tests.nlu.rasa_checks:words_kept_by_counting", unit) for unit in ("character", "word")
    }
    assert kept == {"character": [True, True], "word": [False, False]}
