"""Learning the second look."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_look_tells_inside_from_outside_at_the_wanted_recall(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_look_at_a_ring")
    assert found["recall"] == pytest.approx(0.9, abs=0.05)
    assert found["false alarms"] == pytest.approx(0, abs=0.05)
