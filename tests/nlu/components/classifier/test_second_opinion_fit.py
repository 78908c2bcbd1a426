"""Learning the second opinion."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_opinion_learns_what_the_first_does_not_see_and_few_texts_teach_none(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_opinion_on_made_up_topics")
    assert found["right"] == pytest.approx(1, abs=0.02)
    assert (found["thresholds"], found["without"]) == ([[True, True], [True, True]], [True, True])
