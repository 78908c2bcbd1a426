"""Goals, weights and the smallest group."""

import pytest
from pydantic import ValidationError

from actions.settings.report_rules import Goals, ReportsSection, ScoreWeights

NO_POINTS = dict.fromkeys(("satisfaction", "recovery", "promises", "checks", "courtesy"), 0)


def test_outlet_has_its_own_goals_and_those_of_all() -> None:
    section = ReportsSection.model_validate(
        {"smallest_group": 7, "goals": {"csat": 0.8, "complaints": 0.4}, "outlets": {"north": {"csat": 0.9}}}
    )
    rules = section.rules()
    assert rules.smallest_group == 7
    assert rules.goals_of("north") == Goals(csat=0.9, complaints=0.4)
    assert rules.goals_of("south") == rules.goals_of(None) == Goals(csat=0.8, complaints=0.4)


@pytest.mark.parametrize(
    "wrong", [{"smallest_group": 0}, {"goals": {"csat": 80}}, {"goal": {}}, {"score_sheet": NO_POINTS}]
)
def test_impossible_rules_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ReportsSection.model_validate(wrong)


def test_points_that_are_not_given_are_the_usual_ones() -> None:
    section = ReportsSection.model_validate({"score_sheet": {"courtesy": 0}})
    assert section.rules().score_sheet == ScoreWeights(courtesy=0)
