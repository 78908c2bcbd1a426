"""The loop that posts events."""

import asyncio
import json
from datetime import UTC, datetime

from sqlalchemy import select
from standardwebhooks import Webhook

from actions.webhooks.delivery_queue import PostEnd
from actions.webhooks.event_wording import EventWording
from actions.webhooks.webhook_targets import add_target, queue_test, rotate_secret
from bot.worker.webhooks.webhook_round import WebhookRound
from store.engine.database import Database
from store.models.queues import DeliveryStatus, EventDelivery, SystemEventKind
from tests.bot.worker.conftest import Clock
from tests.fakes.event_poster import MemoryPoster
from tests.fakes.notice_sender import MemoryNotices


async def target(database: Database, now: datetime, events: int = 1) -> tuple[int, str]:
    """A target with test events that wait."""
    async with database.transaction() as session:
        number, secret = await add_target(session, "https://crm.example/", [SystemEventKind.CASE_OPENED], now)
        for _ in range(events):
            await queue_test(session, number, now)
    assert secret is not None
    return number, secret


async def looked(tending: WebhookRound) -> None:
    await tending.look()
    await tending.settle()


async def test_event_is_signed_as_the_library_verifies(database: Database) -> None:
    now = datetime.now(UTC)  # the library compares with its own clock
    number, old = await target(database, now)
    async with database.transaction() as session:
        new = await rotate_secret(session, number, now)
    poster = MemoryPoster()
    await looked(WebhookRound(database, poster, MemoryNotices(), EventWording, clock=lambda: now))
    [(url, headers, body)] = poster.posts
    assert url == "https://crm.example/"
    for secret in (old, new):
        assert Webhook(secret).verify(body, headers) == json.loads(body)


async def test_refused_event_comes_again_under_its_id_with_the_same_body(
    database: Database, now: datetime
) -> None:
    await target(database, now)
    poster, clock = MemoryPoster([PostEnd(500), PostEnd(None, "away")]), Clock(now)
    tending = WebhookRound(database, poster, MemoryNotices(), EventWording, clock=clock)
    for seconds in (1, 6, 400, 10_000):
        await looked(tending)
        clock.pass_(seconds)
    assert len(poster.posts) == 3
    assert len({(headers["webhook-id"], body) for _, headers, body in poster.posts}) == 1
    assert len({headers["webhook-timestamp"] for _, headers, _ in poster.posts}) == 3
    async with database.reading() as session:
        assert list(await session.scalars(select(EventDelivery.status))) == [DeliveryStatus.DELIVERED]


async def test_queue_of_a_target_is_posted_in_order_and_stops_at_a_failure(
    database: Database, now: datetime
) -> None:
    await target(database, now, events=4)
    poster = MemoryPoster([PostEnd(200), PostEnd(500)])
    tending = WebhookRound(database, poster, MemoryNotices(), EventWording, clock=lambda: now)
    await looked(tending)
    assert len(poster.posts) == 2
    await looked(tending)
    assert len(poster.posts) == 2


async def test_slow_target_keeps_nothing_back_from_others(database: Database, now: datetime) -> None:
    slow, _ = await target(database, now)
    release = asyncio.Event()

    class HalfSlow(MemoryPoster):
        async def post(self, url: str, headers: object, body: bytes, most: int = 0) -> PostEnd:
            if not self.posts:
                self.posts.append((url, {}, body))
                await release.wait()
            self.posts.append((url, {}, body))
            return PostEnd(200)

    poster = HalfSlow()
    tending = WebhookRound(database, poster, MemoryNotices(), EventWording, clock=lambda: now)
    await tending.look()
    await asyncio.sleep(0.05)
    await target(database, now)
    await tending.look()
    async with asyncio.timeout(10):
        while len(poster.posts) < 2:
            await asyncio.sleep(0.01)
    release.set()
    await tending.settle()
    assert len(poster.posts) == 3
    assert slow == 1


async def test_loop_ends_when_it_is_cancelled(database: Database, now: datetime) -> None:
    await target(database, now)
    poster = MemoryPoster()
    loop = asyncio.create_task(
        WebhookRound(database, poster, MemoryNotices(), EventWording, clock=lambda: now).run()
    )
    async with asyncio.timeout(10):
        while not poster.posts:
            await asyncio.sleep(0.01)
    loop.cancel()
    assert (await asyncio.gather(loop, return_exceptions=True))[0].__class__ is asyncio.CancelledError
