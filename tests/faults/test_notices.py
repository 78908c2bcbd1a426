"""Faults of mail and other notices: addresses that lead inside, and events in a flood."""

from datetime import datetime
from ipaddress import ip_network

import pytest
from sqlalchemy import select

from actions.webhooks.event_wording import EventWording
from actions.webhooks.webhook_targets import add_target, queue_test
from bot.worker.webhooks.notice_sender import ProcessNoticeSender
from bot.worker.webhooks.webhook_round import WebhookRound
from store.engine.database import Database
from store.models.queues import DeliveryStatus, EventDelivery, SystemEventKind
from tests.bot.worker.conftest import Clock
from tests.bot.worker.webhooks.mail_server import serving_mail
from tests.fakes.event_poster import MemoryPoster

INSIDE = "the address leads to a network that is not allowed"
EVENTS = 25


async def queued(database: Database, now: datetime, url: str, events: int) -> None:
    async with database.transaction() as session:
        number, _ = await add_target(session, url, [SystemEventKind.CASE_OPENED], now)
        for _ in range(events):
            await queue_test(session, number, now)


async def looked(tending: WebhookRound) -> None:
    await tending.look()
    await tending.settle()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_106_notice_to_an_inner_address_is_never_connected(
    database: Database, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    async with serving_mail() as mail:
        url = mail.address.replace("127.0.0.1", "desk:hunter2@localhost")
        await queued(database, now, url, 1)
        tending = WebhookRound(
            database, MemoryPoster(), ProcessNoticeSender(), EventWording, clock=lambda: now
        )
        await looked(tending)
    async with database.reading() as session:
        ends = (await session.execute(select(EventDelivery.status, EventDelivery.outcome))).tuples().all()
    assert (ends, mail.mails) == ([(DeliveryStatus.PENDING, INSIDE)], [])
    said = capsys.readouterr()
    assert (INSIDE in said.out, "hunter2" in said.out + said.err) == (True, False)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_107_events_in_a_flood_are_joined_in_one_mail(database: Database, now: datetime) -> None:
    clock = Clock(now)
    async with serving_mail() as mail:
        await queued(database, now, mail.address, EVENTS)
        sender = ProcessNoticeSender((ip_network("127.0.0.0/8"),))
        tending = WebhookRound(database, MemoryPoster(), sender, EventWording, clock=clock)
        await looked(tending)
        await looked(tending)  # the target rests
        first = len(mail.mails)
        clock.pass_(31)
        await looked(tending)
    [text] = [part.get_payload(decode=True) for part in mail.mails[0].walk() if not part.is_multipart()]
    assert isinstance(text, bytes)
    async with database.reading() as session:
        assert set(await session.scalars(select(EventDelivery.status))) == {DeliveryStatus.DELIVERED}
    assert (first, len(mail.mails), len(text.decode().strip().splitlines())) == (1, 1, EVENTS)
