"""The queue of events."""

from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from actions.webhooks.delivery_queue import (
    KEPT,
    ClaimedEvent,
    PostEnd,
    claim,
    drop_old,
    due_targets,
    settle_post,
)
from actions.webhooks.event_wording import EventWording
from actions.webhooks.retry_plan import DEAD_AFTER, LEASE, PAUSES
from actions.webhooks.webhook_targets import DISABLED, add_target, queue_test, rotate_secret
from store.engine.database import Database
from store.models.queues import (
    Alarm,
    DeliveryStatus,
    EventDelivery,
    SystemEventKind,
    TargetKind,
    WebhookTarget,
)

URL = "https://crm.example/hook"

RANDOM = Random(1)  # noqa: S311 - the same pauses each time


async def queued(database: Database, now: datetime) -> int:
    """A target with one event that waits."""
    async with database.transaction() as session:
        target, _ = await add_target(session, URL, [SystemEventKind.ALARM_RAISED], now)
        await queue_test(session, target, now)
    return target


async def claimed(database: Database, target: int, now: datetime) -> ClaimedEvent | None:
    async with database.transaction() as session:
        found = await claim(session, target, now, EventWording())
    assert found is None or isinstance(found, ClaimedEvent)
    return found


async def settled(
    database: Database, target: int, end: PostEnd, now: datetime
) -> tuple[WebhookTarget, EventDelivery]:
    """Claim the event, settle it, and return how target and event stand."""
    event = await claimed(database, target, now)
    assert isinstance(event, ClaimedEvent)
    [delivery] = event.delivery_ids
    async with database.transaction() as session:
        await settle_post(session, event, end, now, RANDOM)
    async with database.reading() as session:
        return (
            await session.get_one(WebhookTarget, target),
            await session.get_one(EventDelivery, delivery),
        )


async def test_claimed_event_is_not_claimed_again_before_its_lease_ends(
    database: Database, now: datetime
) -> None:
    target = await queued(database, now)
    first = await claimed(database, target, now)
    assert await claimed(database, target, now) is None
    again = await claimed(database, target, now + LEASE)
    assert first is not None
    assert again is not None
    assert (again.event_id, again.body) == (first.event_id, first.body)


async def test_taken_event_is_done(database: Database, now: datetime) -> None:
    target, delivery = await settled(database, await queued(database, now), PostEnd(204), now)
    assert (delivery.status, delivery.outcome, delivery.ended_at) == (DeliveryStatus.DELIVERED, "204", now)
    assert (target.failures, target.failing_since) == (0, None)


@pytest.mark.parametrize("end", [PostEnd(500), PostEnd(302), PostEnd(None, "no answer in time")])
async def test_all_but_success_is_tried_again(database: Database, now: datetime, end: PostEnd) -> None:
    target, delivery = await settled(database, await queued(database, now), end, now)
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.PENDING, 1)
    assert timedelta(seconds=5) <= delivery.due_at - now <= timedelta(seconds=5.5)
    assert (target.failures, target.failing_since, target.disabled_at) == (1, now, None)


async def test_event_is_given_up_after_the_last_attempt(database: Database, now: datetime) -> None:
    number = await queued(database, now)
    async with database.transaction() as session:
        (await session.scalars(select(EventDelivery))).one().attempts = len(PAUSES)
    _, delivery = await settled(database, number, PostEnd(500), now)
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.FAILED, len(PAUSES) + 1)


@pytest.mark.parametrize(("end", "days"), [(PostEnd(410), 0), (PostEnd(500), DEAD_AFTER.days)])
async def test_dead_target_is_disabled_with_an_alarm(
    database: Database, now: datetime, end: PostEnd, days: int
) -> None:
    number = await queued(database, now)
    async with database.transaction() as session:
        (await session.get_one(WebhookTarget, number)).failing_since = now - timedelta(days=days)
    target, _ = await settled(database, number, end, now)
    assert target.disabled_at == now
    async with database.reading() as session:
        assert list(await session.scalars(select(Alarm.kind))) == [DISABLED]
        assert await due_targets(session, now + timedelta(days=1)) == []


async def test_failing_target_rests(database: Database, now: datetime) -> None:
    number = await queued(database, now)
    async with database.transaction() as session:
        await queue_test(session, number, now)
    await settled(database, number, PostEnd(500), now)
    async with database.reading() as session:
        assert await due_targets(session, now + timedelta(seconds=4)) == []
        assert await due_targets(session, now + timedelta(seconds=5)) == [number]
        assert await due_targets(session, now - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("kind", "known", "rest"),
    [
        (TargetKind.WEBHOOK, None, None),
        (TargetKind.WEBHOOK, 60, None),
        (TargetKind.DINGTALK, None, 4),
        (TargetKind.DINGTALK, 2, 4),
        (TargetKind.DINGTALK, 60, 60),
        (TargetKind.DINGTALK, 6000, 4),
    ],
)
async def test_robot_that_took_an_event_keeps_its_pace_and_its_block(
    database: Database, now: datetime, kind: TargetKind, known: int | None, rest: int | None
) -> None:
    def at(seconds: int | None) -> datetime | None:
        return None if seconds is None else now + timedelta(seconds=seconds)

    number = await queued(database, now)
    event = await claimed(database, number, now)
    assert event is not None
    async with database.transaction() as session:
        target = await session.get_one(WebhookTarget, number)
        target.kind, target.rests_until = kind, at(known)
    async with database.transaction() as session:
        await settle_post(session, event, PostEnd(200), now, RANDOM)
    async with database.reading() as session:
        assert (await session.get_one(WebhookTarget, number)).rests_until == at(rest)


async def test_both_secrets_sign_while_one_is_changed(database: Database, now: datetime) -> None:
    target = await queued(database, now)
    async with database.transaction() as session:
        new = await rotate_secret(session, target, now)
    event = await claimed(database, target, now)
    assert event is not None
    assert (len(event.secrets), event.secrets[0]) == (2, new)
    later = await claimed(database, target, now + timedelta(days=2))
    assert later is not None
    assert later.secrets == (new,)


async def test_old_events_and_secrets_are_forgotten(database: Database, now: datetime) -> None:
    number = await queued(database, now)
    await settled(database, number, PostEnd(200), now)
    async with database.transaction() as session:
        await rotate_secret(session, number, now)
        await drop_old(session, now + KEPT)
        assert len(list(await session.scalars(select(EventDelivery)))) == 1
        await drop_old(session, now + KEPT + timedelta(seconds=1))
        assert list(await session.scalars(select(EventDelivery))) == []
        assert list(await session.scalars(select(WebhookTarget.old_secret))) == [None]
