"""The second opinion beside the first."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_second_opinion_is_asked_where_the_first_is_unsure(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_opinion_on_made_up_topics")
    assert (found["unsure"], found["sums"]) == ([False, True], pytest.approx(0, abs=1e-9))
