"""Claiming for a robot."""

from datetime import datetime, timedelta

from sqlalchemy import select

from actions.webhooks.delivery_queue import PostEnd, claim, due_targets, settle_post
from actions.webhooks.event_wording import EventWording
from actions.webhooks.robot_batch import MOST_LINES, ClaimedMessage
from actions.webhooks.robot_limits import LIMITS, pace_of
from actions.webhooks.webhook_targets import add_target, enable_target, queue_test
from store.engine.database import Database
from store.models.event_capture import telling
from store.models.queues import EventDelivery, SystemEventKind, TargetKind, WebhookTarget
from tests.actions.webhooks.test_delivery_queue import RANDOM
from tests.fakes.group_robots import URLS

KIND = TargetKind.WECOM


async def queued(database: Database, now: datetime, events: int) -> int:
    async with database.transaction() as session:
        number, _ = await add_target(session, URLS[KIND], [SystemEventKind.CASE_OPENED], now)
        for case in range(events):
            facts = {"case": case, "kind": "complaint", "step": "opened"}
            await session.execute(*telling(SystemEventKind.CASE_OPENED, now, facts))
    return number


async def claimed(database: Database, number: int, now: datetime) -> ClaimedMessage | None:
    async with database.transaction() as session:
        found = await claim(session, number, now, EventWording())
    assert found is None or isinstance(found, ClaimedMessage)
    return found


async def test_message_holds_what_fits_and_the_rest_waits_for_the_pace(
    database: Database, now: datetime
) -> None:
    number = await queued(database, now, 100)
    first = await claimed(database, number, now)
    assert first is not None
    assert 20 <= len(first.lines) <= MOST_LINES
    assert sum(line.size for line in first.lines) <= LIMITS[KIND].size
    assert await claimed(database, number, now) is None
    later = now + pace_of(KIND)
    async with database.reading() as session:
        assert await due_targets(session, later - timedelta(seconds=1)) == []
        assert await due_targets(session, later) == [number]
    second = await claimed(database, number, later)
    assert second is not None
    assert set(first.delivery_ids).isdisjoint(second.delivery_ids)


async def test_end_holds_for_all_events_of_the_message(database: Database, now: datetime) -> None:
    number = await queued(database, now, 3)
    message = await claimed(database, number, now)
    assert message is not None
    blocked = PostEnd(200, "code 45009", timedelta(minutes=1))
    async with database.transaction() as session:
        await settle_post(session, message, blocked, now, RANDOM)
    async with database.reading() as session:
        rows = list(await session.scalars(select(EventDelivery)))
        target = await session.get_one(WebhookTarget, number)
    assert {(row.outcome, row.attempts, row.due_at) for row in rows} == {
        ("200 code 45009", 1, now + timedelta(minutes=1))
    }
    assert (target.failures, target.rests_until) == (1, now + timedelta(minutes=1))


async def test_test_and_enabling_keep_the_pace(database: Database, now: datetime) -> None:
    number = await queued(database, now, 1)
    await claimed(database, number, now)
    async with database.transaction() as session:
        await queue_test(session, number, now)
        await enable_target(session, number, now)
        target = await session.get_one(WebhookTarget, number)
        assert target.rests_until == now + pace_of(KIND)
