"""The linear model into which all members merge."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_mixture_scores_like_the_weighted_sum_of_its_members(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:mixture_against_its_members") == pytest.approx(0, abs=1e-4)
