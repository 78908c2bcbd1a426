"""The scorecard of spot checks."""

from pathlib import Path

import pytest

from actions.quality.scorecard import load_scorecard
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language
from tests.conftest import DATA

GOOD = """second_readings: 20
criteria:
  courtesy: {weight: 60, text: {zh: 礼, en: Courtesy}, help: {zh: 帮, en: Help}}
  correctness: {weight: 40, text: {zh: 对, en: Correct}, help: {zh: 帮, en: Help}}
"""


def test_shipped_scorecard_has_the_five_criteria() -> None:
    scorecard = load_scorecard(DATA / "scorecard.yml")
    assert list(scorecard.criteria) == [
        "courtesy",
        "correctness",
        "need_confirmed",
        "agreement_reached",
        "followed_up",
    ]
    assert sum(scorecard.weights.values()) == 100
    assert all(set(criterion.text) == set(Language) for criterion in scorecard.criteria.values())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("weight: 40", "weight: 30", "line 2: criteria: expected weights of 100 points in all, found 90"),
        ("weight: 60", "weight: 0", "line 3: criteria.courtesy.weight: Input should be greater than"),
        (
            "zh: 对, ",
            "",
            "line 4: criteria.correctness.text: expected a text in every language; zh is missing",
        ),
        ("help: {zh: 帮, en: Help}}\n  corr", "hint: {}}\n  corr", "line 3: criteria.courtesy.help: "),
        ("second_readings: 20", "second_readings: 120", "line 1: second_readings: Input should be less than"),
        ("  courtesy:", "  Courtesy!:", "line 3: criteria.Courtesy!"),
    ],
)
def test_mistake_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    file = tmp_path / "scorecard.yml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load_scorecard(file)
    assert any(each.startswith(f"{file}, {problem}") for each in raised.value.problems), raised.value.problems


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing"):
        load_scorecard(tmp_path / "scorecard.yml")
