"""The queue of events: claimed before the post, settled after it, tried again after a crash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.webhooks.event_body import event_body
from actions.webhooks.retry_plan import DEAD_AFTER, pause_before_next
from actions.webhooks.webhook_targets import DISABLED, subject_of
from store.engine.columns import equals_literal
from store.models.queues import DeliveryStatus, EventDelivery, WebhookTarget
from store.queues.alarm_rows import raise_alarm

# The process that posts has died if nothing was recorded for so long.
LEASE = timedelta(minutes=2)
# How long a target rests after failures in a row, so that a queue does not run against a closed door.
REST, LONGEST_REST = timedelta(seconds=5), timedelta(minutes=5)
KEPT = timedelta(days=30)
GONE = 410
OUTCOME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """An event that is to be posted now; the newest secret comes first."""

    delivery_id: int
    target_id: int
    url: str
    event_id: str
    secrets: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class PostEnd:
    """How a post ended: the status of HTTP, or None with a reason where there was no answer."""

    status: int | None
    reason: str = ""
    retry_after: timedelta | None = None

    @property
    def is_success(self) -> bool:
        """Whether the receiver has taken the event."""
        return self.status is not None and 200 <= self.status < 300


async def due_targets(session: AsyncSession, now: datetime) -> list[int]:
    """Return the targets for which something is to be posted now."""
    waiting = exists().where(
        EventDelivery.target_id == WebhookTarget.id,
        equals_literal(EventDelivery.status, DeliveryStatus.PENDING),
        EventDelivery.due_at <= now,
    )
    rested = or_(
        WebhookTarget.rests_until.is_(None),
        WebhookTarget.rests_until <= now,
        WebhookTarget.rests_until > now + LONGEST_REST,  # the clock was set back
    )
    found = select(WebhookTarget.id).where(WebhookTarget.disabled_at.is_(None), rested, waiting)
    return list(await session.scalars(found.order_by(WebhookTarget.id)))


async def claim(
    session: AsyncSession, target_id: int, now: datetime, console: str | None
) -> ClaimedEvent | None:
    """Claim the event of a target that is due for the longest time; None if there is none."""
    target = await session.get(WebhookTarget, target_id)
    if target is None or target.disabled_at is not None:
        return None
    delivery = await session.scalar(
        select(EventDelivery)
        .where(
            EventDelivery.target_id == target_id,
            equals_literal(EventDelivery.status, DeliveryStatus.PENDING),
            EventDelivery.due_at <= now,
        )
        .order_by(EventDelivery.due_at, EventDelivery.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if delivery is None:
        return None
    delivery.attempts, delivery.due_at = delivery.attempts + 1, now + LEASE
    body = await event_body(session, delivery, console, has_words=target.has_words)
    secrets = [target.secret]
    if target.old_secret is not None and target.old_until is not None and now < target.old_until:
        secrets.append(target.old_secret)
    return ClaimedEvent(delivery.id, target_id, target.url, delivery.event_id, tuple(secrets), body)


async def settle_post(
    session: AsyncSession, claimed: ClaimedEvent, end: PostEnd, now: datetime, random: Random
) -> None:
    """Record how a post ended, and what follows: done, tried again, given up, or the target disabled."""
    target = await session.get(WebhookTarget, claimed.target_id, with_for_update=True, populate_existing=True)
    delivery = await session.get(EventDelivery, claimed.delivery_id, with_for_update=True)
    if target is None or delivery is None:  # removed or erased meanwhile
        return
    delivery.outcome = (str(end.status) if end.status is not None else end.reason)[:OUTCOME_LENGTH]
    if end.is_success:
        delivery.status, delivery.ended_at = DeliveryStatus.DELIVERED, now
        target.failing_since = target.rests_until = None
        target.failures = 0
        return
    pause = pause_before_next(delivery.attempts, end.retry_after, random)
    if pause is None:
        delivery.status, delivery.ended_at = DeliveryStatus.FAILED, now
    else:
        delivery.due_at = now + pause
    await _note_failure(session, target, end, now)


async def _note_failure(session: AsyncSession, target: WebhookTarget, end: PostEnd, now: datetime) -> None:
    target.failures += 1
    target.failing_since = target.failing_since or now
    target.rests_until = now + min(REST * (1 << min(target.failures - 1, 10)), LONGEST_REST)
    if end.status == GONE or now - target.failing_since >= DEAD_AFTER:
        target.disabled_at = now
        await raise_alarm(session, DISABLED, subject_of(target.id), now)


async def drop_old(session: AsyncSession, now: datetime) -> None:
    """Forget what was told long ago, and what waits for a target that has been disabled for so long."""
    old = (EventDelivery.ended_at < now - KEPT) | (EventDelivery.at < now - 2 * KEPT)
    await session.execute(delete(EventDelivery).where(old))
    spent = update(WebhookTarget).where(WebhookTarget.old_until < now)
    await session.execute(spent.values(old_secret=None, old_until=None))
