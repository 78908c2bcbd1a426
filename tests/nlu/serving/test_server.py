"""The HTTP side of a parser."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_requests_beyond_those_that_may_wait_are_refused(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:statuses_of_a_full_server") == {"200": 64, "503": 3}


def test_answers_name_the_parser_that_gave_them(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:model_before_and_after_a_swap") == ["a", "b"]


def test_long_texts_and_batches_delay_no_short_text(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:answered_beside_long_texts") == [200, 200, 200, 2]
