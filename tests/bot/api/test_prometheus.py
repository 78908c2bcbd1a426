"""What waits can be scraped."""

from datetime import timedelta

import httpx
from prometheus_client import CollectorRegistry, Counter
from starlette.applications import Starlette

from bot.api.prometheus import metrics_route
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from store.models.queues import Alarm, OutboxAction
from store.models.surveys import Invitation, InvitationStatus
from store.queues import inbox, outbox
from store.queues.inbox import ReceivedUpdate
from store.queues.outgoing import Outgoing
from tests.conftest import NOON


async def scrape(database: Database, registry: CollectorRegistry) -> dict[str, float]:
    app = Starlette(routes=[metrics_route(database, registry, lambda: NOON)])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = (line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


async def fill(database: Database) -> None:
    """Two chats with something to send and one with something received; one survey due; one open alarm."""
    earlier = NOON - timedelta(minutes=1)
    received = [
        ReceivedUpdate(Address(42), number, Address(chat), {"update_id": number})
        for number, chat in ((1, 1), (2, 1), (3, 3))
    ]
    async with database.transaction() as session:
        await inbox.add(session, received, earlier)
        await inbox.postpone(session, 3, NOON + timedelta(hours=1))
        for chat in (1, 2):
            await outbox.add(
                session, Outgoing(Address(chat), OutboxAction.SEND, "hello"), NOON - timedelta(seconds=30)
            )
        customer = Customer(created_at=NOON)
        session.add(customer)
        await session.flush()
        for due_at in (NOON, NOON + timedelta(days=1), None):
            session.add(
                Invitation(
                    customer_id=customer.id,
                    survey_key="post_service",
                    status=InvitationStatus.SCHEDULED,
                    due_at=due_at,
                    created_at=NOON,
                )
            )
        session.add(Alarm(kind="k", subject="a", raised_at=NOON))
        session.add(Alarm(kind="k", subject="b", raised_at=NOON, cleared_at=NOON))


async def test_what_waits_is_counted(database: Database) -> None:
    await fill(database)
    assert await scrape(database, CollectorRegistry()) == {
        'huifang_inbox_rows{status="new"}': 2,
        'huifang_inbox_rows{status="waiting"}': 1,
        'huifang_inbox_oldest_seconds{status="new"}': 60,
        'huifang_inbox_oldest_seconds{status="waiting"}': 60,
        'huifang_outbox_rows{status="pending"}': 2,
        'huifang_outbox_rows{status="sending"}': 0,
        'huifang_outbox_oldest_seconds{status="pending"}': 30,
        'huifang_outbox_oldest_seconds{status="sending"}': 0,
        'huifang_lanes_due{flow="in"}': 2,
        'huifang_lanes_due{flow="out"}': 2,
        "huifang_invitations_due": 1,
        'huifang_alarms_open{kind="k"}': 1,
        "huifang_database_up": 1,
    }


async def test_what_others_count_is_shown_too(database: Database) -> None:
    registry = CollectorRegistry()
    Counter("sent", "Messages sent", registry=registry).inc(3)
    assert (await scrape(database, registry))["sent_total"] == 3


async def test_database_that_is_down_is_a_number_too() -> None:
    database = Database.at("postgresql://nobody@127.0.0.1:1/none")
    assert (await scrape(database, CollectorRegistry()))["huifang_database_up"] == 0
    await database.close()
