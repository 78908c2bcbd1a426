"""A small simulation with a fixed seed; `make simulate` is the large one."""

from collections.abc import Mapping

import pytest

from tests.simulation.coverage import Hits, study
from tests.simulation.surveys import interviewers
from tests.simulation.world import BITTER_ARE_SILENT, INDIFFERENT

MONTHS, SEED = 30, 7


@pytest.fixture(scope="module")
def honest() -> Mapping[str, Hits]:
    return study(interviewers(), INDIFFERENT, MONTHS, SEED)


@pytest.fixture(scope="module")
def biased() -> Mapping[str, Hits]:
    return study(interviewers(), BITTER_ARE_SILENT, MONTHS, SEED)


def test_intervals_hold_the_truth_where_silence_tells_nothing(honest: Mapping[str, Hits]) -> None:
    """With 240 trials a true 95 % is seen between 91 and 99 % (three standard errors)."""
    assert {name: each.coverage for name, each in honest.items() if not 0.91 <= each.coverage <= 0.99} == {}
    assert {name: each.bias for name, each in honest.items() if abs(each.bias) > 0.03} == {}


def test_scores_are_too_high_where_the_dissatisfied_are_silent(biased: Mapping[str, Hits]) -> None:
    scores = {name for name in biased if name not in ("response rate", "csat change")}
    assert {name for name in scores if biased[name].bias > 0.05} == scores
    assert {name for name in scores if biased[name].coverage < 0.9} == scores


def test_response_rate_is_right_in_any_case(biased: Mapping[str, Hits]) -> None:
    assert 0.91 <= biased["response rate"].coverage <= 0.99


def test_equal_seeds_give_equal_results() -> None:
    first, second = (study(interviewers(), INDIFFERENT, 1, SEED) for _ in range(2))
    assert first == second
