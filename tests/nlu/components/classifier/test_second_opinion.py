"""The second opinion beside the first."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_second_opinion_is_asked_where_the_first_leaves_a_matter_open(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_opinion_on_made_up_topics")
    sure, torn, perhaps_chit_chat, chit_chat, pointing_back = found["asks"]
    assert (sure, torn, perhaps_chit_chat) == (False, True, True)
    assert (chit_chat, pointing_back) == (False, True)


def test_shares_of_both_opinions_sum_to_one(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_opinion_on_made_up_topics")
    assert found["sums"] == pytest.approx(0, abs=1e-9)


def test_inquiry_that_may_be_chit_chat_is_not_trusted(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:second_opinion_on_made_up_topics")
    assert found["perhaps chit-chat"] == 1.0
