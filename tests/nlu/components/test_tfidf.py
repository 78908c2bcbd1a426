"""TF-IDF against scikit-learn's."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa

TEXTS = [["a", "b", "b"], ["b", "c"], ["a", "c", "c", "c"], ["d"], ["a", "d", "b"]]


@pytest.mark.parametrize("least", [1, 2])
def test_tfidf_counts_like_scikit_learn(rasa: Call, least: int) -> None:
    unseen = [["a", "a", "zzz"], [], ["zzz"], ["d", "c", "b", "a", "a"]]
    difference = rasa("tests.nlu.rasa_checks:tfidf_against_scikit_learn", TEXTS, unseen, least)
    assert difference == pytest.approx(0, abs=1e-6)
