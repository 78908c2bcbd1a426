"""The pace of robots."""

from datetime import timedelta

from actions.webhooks.robot_limits import LIMITS, pace_of
from store.models.queues import TargetKind
from tests.fakes.group_robots import PACES


def test_every_robot_has_limits_and_a_webhook_has_none() -> None:
    assert {*LIMITS} == {*TargetKind} - {TargetKind.WEBHOOK}
    assert pace_of(TargetKind.WEBHOOK) == timedelta(0)


def test_pace_stays_below_what_each_robot_takes() -> None:
    for kind, paces in PACES.items():
        assert [span / most <= pace_of(kind) for most, span in paces] == [True] * len(paces)
