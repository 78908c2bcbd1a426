"""The report on how varied the authored messages are."""

import pytest

from nlu.contract.labels import Intent
from tests.nlu.conftest import Call, run_rasa_side

pytestmark = pytest.mark.rasa


def test_nearest_likeness_is_that_of_the_most_similar_other_text(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:nearest", ["same words here", "same words here", "zzz qqq"])
    assert (found[:2], found[2] < 0.1) == ([1.0, 1.0], True)


def test_nearest_likeness_of_a_single_text_is_nothing(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:nearest", ["alone"]) == [0.0]


def test_report_has_a_line_for_every_intent_and_language() -> None:
    shown = run_rasa_side(["-m", "nlu.diversity"])
    assert (shown.returncode, len(shown.stdout.splitlines())) == (0, 2 + len(Intent) * 2)
