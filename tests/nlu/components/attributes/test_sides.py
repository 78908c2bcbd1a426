"""The words of either side of a message."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_words_of_a_side_are_its_clauses(rasa: Call) -> None:
    parts = ["nice, ", "kind, ", "but slow"]
    shares = [[0.9, 0.0, 0.1], [0.6, 0.1, 0.3], [0.1, 0.4, 0.5]]
    assert rasa("tests.nlu.rasa_checks:words_of_sides", parts, shares) == ["nice, kind,", "but slow"]


def test_clauses_are_read_alike_together_alone_and_by_a_known_vector(rasa: Call) -> None:
    messages = [["lovely room, ", "but so cold"], ["味道很好，", "就是", "太慢了"], ["great"]]
    found = rasa("tests.nlu.rasa_checks:shares_of_clauses", messages)
    assert found == pytest.approx({"together": 0, "known": 0}, abs=1e-4)
