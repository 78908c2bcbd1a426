"""Goals, weights and the smallest group."""

import pytest
from pydantic import ValidationError

from actions.settings.report_rules import Goals, ReportsSection


def test_outlet_has_its_own_goals_and_those_of_all() -> None:
    section = ReportsSection.model_validate(
        {"smallest_group": 7, "goals": {"csat": 0.8, "complaints": 0.4}, "outlets": {"north": {"csat": 0.9}}}
    )
    rules = section.rules()
    assert rules.smallest_group == 7
    assert rules.goals_of("north") == Goals(csat=0.9, complaints=0.4)
    assert rules.goals_of("south") == rules.goals_of(None) == Goals(csat=0.8, complaints=0.4)


@pytest.mark.parametrize("wrong", [{"smallest_group": 0}, {"goals": {"csat": 80}}, {"goal": {}}])
def test_impossible_rules_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ReportsSection.model_validate(wrong)
