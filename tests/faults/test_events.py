"""Faults of telling other systems: receivers that fail, processes that die, addresses that lead inside."""

from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_network
from random import Random

import pytest
from sqlalchemy import select

from actions.webhooks.delivery_queue import PostEnd, claim
from actions.webhooks.event_wording import EventWording
from actions.webhooks.webhook_targets import add_target, queue_test
from bot.worker.webhooks.event_poster import HttpEventPoster
from bot.worker.webhooks.webhook_round import WebhookRound
from store.engine.database import Database
from store.models.queues import DeliveryStatus, EventDelivery, SystemEventKind
from tests.bot.worker.conftest import Clock
from tests.bot.worker.webhooks.receiver import BROKEN, OK, receiving
from tests.fakes.event_poster import MemoryPoster
from tests.fakes.notice_sender import MemoryNotices

EVENTS = 40
LOOPBACK = (ip_network("127.0.0.0/8"),)


async def queued(database: Database, now: datetime, url: str, events: int = 1) -> list[str]:
    """Queue events for a new target; return their ids."""
    async with database.transaction() as session:
        number, _ = await add_target(session, url, [SystemEventKind.CASE_OPENED], now)
        for _ in range(events):
            await queue_test(session, number, now)
        return list(await session.scalars(select(EventDelivery.event_id)))


async def test_96_receiver_that_fails_half_of_the_time_gets_every_event(
    database: Database, now: datetime
) -> None:
    clock, dice = Clock(now), Random(7)  # noqa: S311 - the same failures each time
    failed: list[int] = []

    def answer(number: int) -> bytes:
        if dice.random() < 0.5:
            failed.append(number)
            return BROKEN if dice.random() < 0.5 else b""
        return OK

    async with receiving(answer) as receiver:
        ids = await queued(database, now, receiver.url, EVENTS)
        poster = HttpEventPoster(LOOPBACK)
        tending = WebhookRound(database, poster, MemoryNotices(), EventWording, clock=clock, random=Random(1))  # noqa: S311
        for _ in range(300):
            await tending.look()
            await tending.settle()
            clock.pass_(1200)
    got = [headers["webhook-id"] for headers, _ in receiver.requests]
    assert (set(got), len(got)) == (set(ids), EVENTS + len(failed))
    assert len(failed) > EVENTS / 4
    async with database.reading() as session:
        assert set(await session.scalars(select(EventDelivery.status))) == {DeliveryStatus.DELIVERED}


async def test_97_event_that_a_dead_process_was_posting_is_posted_again(
    database: Database, now: datetime
) -> None:
    [event] = await queued(database, now, "https://crm.example/")
    async with database.transaction() as session:
        assert await claim(session, 1, now, EventWording()) is not None  # … and the process dies
    poster, clock = MemoryPoster(), Clock(now)
    tending = WebhookRound(database, poster, MemoryNotices(), EventWording, clock=clock)
    for _ in range(4):
        await tending.look()
        await tending.settle()
        clock.pass_(60)
    assert [headers["webhook-id"] for _, headers, _ in poster.posts] == [event]


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:{port}/",
        "https://127.1:{port}/",
        "https://0x7f000001:{port}/",
        "https://2130706433:{port}/",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://localhost:{port}/",
        "http://127.0.0.1:{port}/",
    ],
)
async def test_98_address_of_an_inner_system_is_never_connected_to(url: str) -> None:
    async with receiving() as receiver:
        port = receiver.url.split(":")[2].split("/")[0]
        end = await HttpEventPoster().post(url.format(port=port), {}, b"{}")
    assert (end.status, receiver.requests) == (None, [])


async def test_99_name_that_answers_otherwise_the_second_time_leads_nowhere_else() -> None:
    answers = [["93.184.215.14", "127.0.0.1"], ["127.0.0.1"]]

    async def rebinding(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    async with receiving() as receiver:
        url = receiver.url.replace("http://127.0.0.1", "https://crm.example")
        end = await HttpEventPoster(resolve=rebinding).post(url, {}, b"{}")
    assert (receiver.requests, len(answers)) == ([], 1)
    assert end == PostEnd(None, "ForbiddenAddress: crm.example leads to an address that is not allowed")
