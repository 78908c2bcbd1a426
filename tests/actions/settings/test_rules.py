"""The rules of the house are read from a file, and are what the documents promise."""

from datetime import timedelta
from pathlib import Path

import pytest

from actions.settings.house import CustomerLimits, EmergencyNumbers, MatterRules, SurveyRules
from actions.settings.rules import Rules, load_rules
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language
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
        settle_reasons={
            key: {Language.ZH: chinese, Language.EN: english}
            for key, chinese, english in (
                ("solved", "已解决", "Solved"),
                ("refunded", "已退款", "Refunded"),
                ("redone", "已返修或重做", "Repaired or done again"),
                ("replaced", "已换货或补发", "Replaced or sent again"),
                ("compensated", "已补偿", "Compensated"),
                ("explained", "已解释说明", "Explained"),
                ("passed_on", "已转交其他部门", "Passed on"),
                ("no_answer", "顾客未再回复", "Customer did not answer"),
                ("not_justified", "诉求不成立", "Not justified"),
            )
        },
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
        ("solved: {zh: 已解决, en: Solved}", "solved: {zh: 已解决}", "settle_reasons.solved.en"),
        ("  redone:", "  Done again:", "settle_reasons.Done again"),
        ("cases:", "cases: [", "line"),
    ],
)
def test_broken_rules_say_what_is_expected(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        load_rules(changed(tmp_path, old, new))
