"""Claiming for a robot: what waits goes into one message as far as it fits, at the pace of the robot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.webhooks.due_events import due_events
from actions.webhooks.event_wording import EventWording
from actions.webhooks.retry_plan import LEASE, LONGEST_BLOCK
from actions.webhooks.robot_limits import LIMITS
from actions.webhooks.robot_line import RobotLine, robot_line
from actions.webhooks.robot_texts import TEXTS
from store.models.queues import EventDelivery, TargetKind, WebhookTarget

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    """A message for a group that is to be posted now; `secret` is empty where the robot has none."""

    delivery_ids: tuple[int, ...]
    target_id: int
    kind: TargetKind
    url: str
    secret: str
    title: str
    lines: tuple[RobotLine, ...]


async def claim_message(
    session: AsyncSession, target: WebhookTarget, now: datetime, wording: EventWording
) -> ClaimedMessage | None:
    """Claim what waits for a robot, whose row is locked; None while it rests or nothing waits."""
    if target.rests_until is not None and now < target.rests_until <= now + LONGEST_BLOCK:
        return None
    limits = LIMITS[target.kind]
    rows = (await session.scalars(due_events(target.id, now, MOST_LINES))).all()
    if not rows:
        return None
    lines = [await robot_line(session, row, wording, has_words=target.has_words) for row in rows]
    fitting = lines[: _fitting(lines, limits.size)]
    claimed = rows[: len(fitting)]
    _lease(claimed, now)
    target.rests_until = now + limits.pace
    title = TEXTS[wording.language]["title"]
    numbers = tuple(row.id for row in claimed)
    return ClaimedMessage(numbers, target.id, target.kind, target.url, target.secret, title, tuple(fitting))


def _fitting(lines: Sequence[RobotLine], size: int) -> int:
    """Return how many lines fit into a message; the first one always does."""
    total = 0
    for count, line in enumerate(lines):
        total += line.size
        if count and total > size:
            return count
    return len(lines)


def _lease(rows: Sequence[EventDelivery], now: datetime) -> None:
    for row in rows:
        row.attempts, row.due_at = row.attempts + 1, now + LEASE
