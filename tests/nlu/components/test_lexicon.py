"""Feelings read off published lexica."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("good", "bad"), [("味道很好，非常满意", "味道太差，非常失望"), ("lovely, great", "awful, terrible")]
)
def test_feelings_tell_good_from_bad(rasa: Call, good: str, bad: str) -> None:
    kind, cruel = (rasa("tests.nlu.rasa_checks:feelings_of", text) for text in (good, bad))
    assert (kind[0] + kind[7] > cruel[0] + cruel[7], len(kind)) == (True, 8)


def test_feelings_of_nothing_are_nothing(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:feelings_of", "") == [0.0] * 8
