"""The rules of the house are read from a file, and are what the documents promise."""

from datetime import timedelta
from pathlib import Path

import pytest

from actions.settings.house import CustomerLimits, EmergencyNumbers, MatterRules, SurveyRules
from actions.settings.rules import Rules, load_rules
from actions.settings.yaml_files import DataError
from tests.conftest import DATA

SHIPPED = (DATA / "rules.yml").read_text(encoding="utf-8")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    assert old in SHIPPED
    file = tmp_path / "rules.yml"
    file.write_text(SHIPPED.replace(old, new), encoding="utf-8")
    return file


def test_shipped_rules_are_the_defaults() -> None:
    assert load_rules(DATA / "rules.yml") == Rules(
        surveys=SurveyRules(),
        first_reply=timedelta(hours=4),
        stalled=timedelta(hours=8),
        escalated=timedelta(hours=16),
        silence=timedelta(hours=24),
        evidence=timedelta(minutes=10),
        unanswered=timedelta(hours=1),
        long_unanswered=timedelta(hours=4),
        limits=CustomerLimits(),
        agreeing=2,
        matters=MatterRules(),
        emergency=EmergencyNumbers(),
    )


def test_rules_can_be_changed(tmp_path: Path) -> None:
    assert load_rules(changed(tmp_path, "per_month: 4", "per_month: null")).surveys.per_month is None
    assert load_rules(changed(tmp_path, "stalled_hours: 8", "stalled_hours: 1.5")).stalled == timedelta(
        hours=1.5
    )
    share = load_rules(changed(tmp_path, "share: 1.0", "share: 0.25")).surveys.share
    assert share == 0.25


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("share: 1.0", "share: 2", "surveys.share"),
        ("cooldown_days: 7 ", "cooldown_days: -1 ", "surveys.cooldown_days"),
        ("silence_hours", "silent_hours", "conversations.silence_hours"),
        ("escalated_hours: 16", "escalated_hours: 2", "at least stalled_hours"),
        ("long_unanswered_hours: 4", "long_unanswered_hours: 0.5", "at least unanswered_hours"),
        ("exports_per_day: 3", "exports_per_day: 0", "customers.exports_per_day"),
        ("burst_seconds: 60", "burst_seconds: 1", "at least breath_seconds"),
        ("country: CN", "country: XX", "expected numbers for XX"),
        ("cases:", "cases: [", "line"),
    ],
)
def test_broken_rules_say_what_is_expected(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        load_rules(changed(tmp_path, old, new))
