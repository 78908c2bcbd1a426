"""The second opinion beside the first."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_second_opinion_is_asked_where_the_first_is_unsure(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_opinion_on_made_up_topics")
    assert (found["unsure"], found["sums"]) == ([False, True], pytest.approx(0, abs=1e-9))


def test_inquiry_that_may_be_chit_chat_is_not_trusted(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_opinion_on_made_up_topics")
    assert found["perhaps chit-chat"] == 1.0
