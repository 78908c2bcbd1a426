"""The defaults of the house are those that are documented, and later limits come after earlier ones."""

from dataclasses import FrozenInstanceError
from datetime import time, timedelta

import pytest

from actions.settings.house import House, SurveyRules

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_survey_is_sent_an_hour_later_and_never_at_night() -> None:
    rules = SurveyRules()
    assert (rules.delay, rules.quiet) == (HOUR, (time(21), time(9)))
    assert (rules.cooldown, rules.nps_cooldown, rules.per_month, rules.share) == (7 * DAY, 90 * DAY, 4, 1.0)
    assert rules.reminder < rules.expiry


def test_patience_of_the_house_grows(house: House) -> None:
    assert house.stalled < house.escalated
    assert house.unanswered < house.long_unanswered
    assert (house.first_reply, house.silence, house.staff_chat) == (4 * HOUR, DAY, None)


def test_rules_cannot_be_changed_while_huifang_runs(house: House) -> None:
    with pytest.raises(FrozenInstanceError):
        house.confidence = 1.0  # type: ignore[misc] # that it is refused is the point
