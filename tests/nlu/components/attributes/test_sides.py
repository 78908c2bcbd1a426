"""The words of either side of a message."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_words_of_a_side_are_its_clauses(rasa: Call) -> None:
    parts = ["nice, ", "kind, ", "but slow"]
    shares = [[0.9, 0.0, 0.1], [0.6, 0.1, 0.3], [0.1, 0.4, 0.5]]
    assert rasa("tests.nlu.rasa_checks:words_of_sides", parts, shares) == ["nice, kind,", "but slow"]
