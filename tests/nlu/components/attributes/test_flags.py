"""Thresholds of yes-or-no attributes."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_thresholds_are_at_the_best_f1_and_at_a_recall(rasa: Call) -> None:
    probable, labels = [0.9, 0.8, 0.7, 0.2, 0.1], [True, True, False, True, False]
    best, half = rasa("tests.nlu.rasa_checks:thresholds_of_flags", probable, labels)
    assert (best, half) == (0.2, 0.8)
