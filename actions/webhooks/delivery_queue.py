"""The queue of events: claimed before the post, settled after it, tried again after a crash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.webhooks.due_events import due_events
from actions.webhooks.event_body import event_body
from actions.webhooks.event_wording import EventWording
from actions.webhooks.retry_plan import DEAD_AFTER, LEASE, LONGEST_BLOCK, pause_before_next, rest_after
from actions.webhooks.robot_batch import ClaimedMessage, claim_message
from actions.webhooks.robot_limits import pace_of
from actions.webhooks.webhook_targets import DISABLED, subject_of
from store.engine.columns import equals_literal
from store.models.queues import DeliveryStatus, EventDelivery, TargetKind, WebhookTarget
from store.queues.alarm_rows import raise_alarm

KEPT = timedelta(days=30)
GONE = 410
OUTCOME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """An event that is to be posted now; the newest secret comes first."""

    delivery_ids: tuple[int, ...]
    target_id: int
    url: str
    event_id: str
    secrets: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class PostEnd:
    """How a post ended: the status of HTTP, or None with a reason where there was no answer.

    `answer` is the begin of what a robot says; a `reason` beside a status is a refusal in it.
    """

    status: int | None
    reason: str = ""
    retry_after: timedelta | None = None
    answer: bytes = b""

    @property
    def is_success(self) -> bool:
        """Whether the receiver has taken the event."""
        return self.status is not None and 200 <= self.status < 300 and not self.reason

    @property
    def outcome(self) -> str:
        """How it ended, for the log."""
        known = str(self.status) if self.status is not None else ""
        return f"{known} {self.reason}".strip()[:OUTCOME_LENGTH]


Claimed = ClaimedEvent | ClaimedMessage


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
        WebhookTarget.rests_until > now + LONGEST_BLOCK,  # the clock was set back
    )
    found = select(WebhookTarget.id).where(WebhookTarget.disabled_at.is_(None), rested, waiting)
    return list(await session.scalars(found.order_by(WebhookTarget.id)))


async def claim(
    session: AsyncSession, target_id: int, now: datetime, wording: EventWording
) -> Claimed | None:
    """Claim what is to be posted to a target now; None if there is nothing.

    That is the event that is due for the longest time; for a robot, all that fit into a message.
    """
    locked = select(WebhookTarget).where(WebhookTarget.id == target_id).with_for_update(key_share=True)
    target = await session.scalar(locked)
    if target is None or target.disabled_at is not None:
        return None
    if target.kind is not TargetKind.WEBHOOK:
        return await claim_message(session, target, now, wording)
    delivery = await session.scalar(due_events(target_id, now, 1))
    if delivery is None:
        return None
    delivery.attempts, delivery.due_at = delivery.attempts + 1, now + LEASE
    body = await event_body(session, delivery, wording.console, has_words=target.has_words)
    secrets = [target.secret]
    if target.old_secret is not None and target.old_until is not None and now < target.old_until:
        secrets.append(target.old_secret)
    return ClaimedEvent((delivery.id,), target_id, target.url, delivery.event_id, tuple(secrets), body)


async def settle_post(
    session: AsyncSession, claimed: Claimed, end: PostEnd, now: datetime, random: Random
) -> None:
    """Record how a post ended, and what follows: done, tried again, given up, or the target disabled."""
    # `key_share`: transactions that queue events for the target do not wait for this one.
    target = await session.get(
        WebhookTarget, claimed.target_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if target is None:  # removed meanwhile
        return
    chosen = select(EventDelivery).where(EventDelivery.id.in_(claimed.delivery_ids)).with_for_update()
    for delivery in await session.scalars(chosen.order_by(EventDelivery.id)):  # others are erased
        _settle(delivery, end, now, random)
    if end.is_success:
        target.failing_since, target.failures = None, 0
        target.rests_until = _rest(target, now)
    else:
        await _note_failure(session, target, end, now)


def _rest(target: WebhookTarget, now: datetime) -> datetime | None:
    """Return until when a target rests that has taken an event: a robot keeps its pace, and a block."""
    if target.kind is TargetKind.WEBHOOK:
        return None
    paced, known = now + pace_of(target.kind), target.rests_until
    return known if known is not None and paced < known <= now + LONGEST_BLOCK else paced


def _settle(delivery: EventDelivery, end: PostEnd, now: datetime, random: Random) -> None:
    delivery.outcome = end.outcome
    pause = None if end.is_success else pause_before_next(delivery.attempts, end.retry_after, random)
    if end.is_success:
        delivery.status, delivery.ended_at = DeliveryStatus.DELIVERED, now
    elif pause is None:
        delivery.status, delivery.ended_at = DeliveryStatus.FAILED, now
    else:
        delivery.due_at = now + pause


async def _note_failure(session: AsyncSession, target: WebhookTarget, end: PostEnd, now: datetime) -> None:
    target.failures += 1
    target.failing_since = target.failing_since or now
    target.rests_until = now + rest_after(target.failures, end.retry_after)
    if end.status == GONE or now - target.failing_since >= DEAD_AFTER:
        target.disabled_at = now
        await raise_alarm(session, DISABLED, subject_of(target.id), now)


async def drop_old(session: AsyncSession, now: datetime) -> None:
    """Forget what was told long ago, and what waits for a target that has been disabled for so long."""
    old = (EventDelivery.ended_at < now - KEPT) | (EventDelivery.at < now - 2 * KEPT)
    await session.execute(delete(EventDelivery).where(old))
    spent = update(WebhookTarget).where(WebhookTarget.old_until < now)
    await session.execute(spent.values(old_secret=None, old_until=None))
