"""The featurizer of n-grams as a step of the pipeline."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_loaded_featurizer_counts_like_the_trained_one(rasa: Call) -> None:
    trained, loaded = rasa("tests.nlu.rasa_checks:ngrams_trained_and_loaded", ["ab", "b"], "bbz")
    (row,) = trained
    # " ", "a" and "b" are known; two of four characters are blanks at the edges, and z is not known
    assert (loaded, row[1], row[2] > row[0]) == (trained, 0.0, False)


def test_words_are_let_go_when_they_are_counted(rasa: Call) -> None:
    kept = {
        unit: rasa("tests.nlu.rasa_checks:words_kept_by_counting", unit) for unit in ("character", "word")
    }
    assert kept == {"character": [True, True], "word": [False, False]}
