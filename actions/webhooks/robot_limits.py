"""What the robots take: how often a message may come, how large it may be, and how long a block lasts.

DingTalk and WeCom take 20 messages a minute, and DingTalk blocks for ten minutes above that; Feishu takes
five a second and 100 a minute, Slack about one a second. The pace stays a third below. Mail and others have
no limit in common: two messages a minute disturb no one.
"""

from dataclasses import dataclass
from datetime import timedelta

from store.models.queues import TargetKind


@dataclass(frozen=True, slots=True)
class RobotLimits:
    """`size` is in bytes of UTF-8; `block` is how long nothing is posted after a refusal for the pace."""

    pace: timedelta
    size: int
    block: timedelta


LIMITS = {
    TargetKind.DINGTALK: RobotLimits(timedelta(seconds=4), 12_000, timedelta(minutes=10)),
    TargetKind.FEISHU: RobotLimits(timedelta(seconds=1), 12_000, timedelta(minutes=1)),
    TargetKind.WECOM: RobotLimits(timedelta(seconds=4), 3_600, timedelta(minutes=1)),
    TargetKind.SLACK: RobotLimits(timedelta(seconds=1.5), 3_600, timedelta(seconds=30)),
    TargetKind.APPRISE: RobotLimits(timedelta(seconds=30), 3_600, timedelta(minutes=1)),
}


def pace_of(kind: TargetKind) -> timedelta:
    """Return the least time between two posts; a webhook has none."""
    return LIMITS[kind].pace if kind in LIMITS else timedelta(0)
