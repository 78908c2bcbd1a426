"""What receivers are posted."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.webhooks.event_body import event_body
from actions.webhooks.webhook_targets import add_target
from store.engine.database import Database
from store.models.event_capture import message_received
from store.models.queues import EventDelivery, SystemEventKind
from store.queues.alarm_rows import raise_alarm
from tests.records import Records

CONSOLE = "https://shop.example/console"


async def bodies(database: Database, *, has_words: bool) -> list[dict[str, Any]]:
    async with database.reading() as session:
        rows = await session.scalars(select(EventDelivery).order_by(EventDelivery.id))
        return [json.loads(await event_body(session, row, CONSOLE, has_words=has_words)) for row in rows]


async def test_body_has_numbers_and_a_link(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_target(session, "https://crm.example/", list(SystemEventKind), now)
        records = Records(session, now)
        customer = await records.customer()
        message = await records.heard(await records.conversation(customer), "Where is it?")
        await session.execute(*message_received(message, customer.id))
        await raise_alarm(session, "nlu.away", "nlu", now)
        known = (message.id, message.conversation_id, customer.id)
    heard, alarm = await bodies(database, has_words=False)
    assert (heard["type"], list(heard)) == ("message.received", ["data", "timestamp", "type"])
    assert (heard["data"]["message"], heard["data"]["conversation"], heard["data"]["customer"]) == known
    assert heard["data"]["link"] == f"{CONSOLE}/conversations/{known[1]}"
    assert "text" not in heard["data"]
    assert (alarm["timestamp"], alarm["data"]["link"]) == (now.isoformat(), f"{CONSOLE}/alarms")


async def test_words_are_there_where_chosen_until_they_are_erased(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_target(session, "https://crm.example/", list(SystemEventKind), now)
        records = Records(session, now)
        talk = await records.talk()
        message = await records.heard(talk, "Where is it?")
        await session.execute(*message_received(message, talk.customer_id))
    [heard] = await bodies(database, has_words=True)
    assert heard["data"]["text"] == "Where is it?"
    async with database.transaction() as session:
        (await session.merge(message)).text = None
    [heard] = await bodies(database, has_words=True)
    assert "text" not in heard["data"]


async def test_case_has_its_reference(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_target(session, "https://crm.example/", [SystemEventKind.CASE_OPENED], now)
        records = Records(session, now)
        customer = await records.customer()
        case = await records.case(customer, await records.conversation(customer))
        number = case.id
        session.add(EventDelivery(**row_of(number, now)))
    [opened] = await bodies(database, has_words=True)
    assert opened["data"] == {
        "case": number,
        "reference": f"HF-{number:06d}",
        "link": f"{CONSOLE}/cases/{number}",
    }


def row_of(case: int, now: datetime) -> dict[str, Any]:
    """A row of the queue about a case."""
    return {
        "target_id": 1,
        "event_id": "evt_1",
        "kind": SystemEventKind.CASE_OPENED,
        "at": now,
        "facts": {"case": case, "outlet": None},
        "status": "pending",
        "attempts": 0,
        "due_at": now,
    }
