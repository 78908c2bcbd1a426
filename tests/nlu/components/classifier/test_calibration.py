"""Honest confidence."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize("seed", [1, 2])
def test_confidence_is_the_accuracy_to_expect(rasa: Call, seed: int) -> None:
    found = rasa("tests.nlu.rasa_checks:calibrated_on_made_up_topics", seed)
    assert found["confidence"] == pytest.approx(found["accuracy"], abs=0.03)


@pytest.mark.parametrize("seed", [1, 2])
def test_answers_above_the_threshold_are_right_as_often_as_wanted(rasa: Call, seed: int) -> None:
    found = rasa("tests.nlu.rasa_checks:calibrated_on_made_up_topics", seed)
    assert found["answered"] == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize(
    ("right", "wanted", "expected"),
    [
        ([True, True, True, False], 0.75, 0.3),
        ([True, True, True, False], 0.95, 0.5),
        ([False, False, False, False], 0.95, 1.0),
    ],
)
def test_threshold_is_the_lowest_confidence_that_keeps_the_promise(
    rasa: Call, right: list[bool], wanted: float, expected: float
) -> None:
    confidence = [0.9, 0.7, 0.5, 0.3]
    assert rasa("tests.nlu.rasa_checks:threshold", confidence, right, wanted) == expected
