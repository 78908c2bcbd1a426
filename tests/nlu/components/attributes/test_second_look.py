"""A second look at texts that may carry a flag."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_look_is_stored_and_read(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_look_at_a_ring")
    assert (found["look_from"], found["absent"]) == (0.5, True)
