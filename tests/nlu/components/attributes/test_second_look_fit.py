"""Learning the second look."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_look_tells_inside_from_outside_at_the_wanted_recall(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_look_at_a_ring")
    assert found["recall"] == pytest.approx(0.9, abs=0.05)
    assert found["false alarms"] == pytest.approx(0, abs=0.05)


def test_look_is_taken_where_a_flag_may_be(rasa: Call) -> None:
    probable, flagged = [0.001, 0.2, 0.3, 0.9, 0.95], [False, True, False, False, True]
    found = rasa("tests.nlu.rasa_checks:texts_worth_a_look", probable, flagged)
    assert found == [False, False, True, True, True]
