"""Messages that are not to be sent any more."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.queues import outbox
from store.queues.outgoing import Outgoing
from store.queues.unsent import LONGEST_NOTICE, add_line, arriving_at, reword, withdraw
from tests.records import recording

CHAT = Address(5)
HOLD = timedelta(seconds=2)


async def test_message_that_is_due_later_waits_and_can_be_withdrawn(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        said = await records.heard(await records.talk())
        text = Outgoing(CHAT, OutboxAction.SEND, "Thanks", message_id=said.id)
        await outbox.add(session, text, now, now + HOLD)
        assert await outbox.next_due(session, [CHAT], now) == {}
        assert (await outbox.next_due(session, [CHAT], now + HOLD))[CHAT].outgoing == text
        assert await withdraw(session, said.id) is True
        assert await outbox.next_due(session, [CHAT], now + HOLD) == {}
        assert await withdraw(session, said.id) is False


@pytest.mark.parametrize("status", [OutboxStatus.SENDING, OutboxStatus.SENT, OutboxStatus.UNKNOWN])
async def test_message_on_its_way_stays(database: Database, now: datetime, status: OutboxStatus) -> None:
    async with recording(database, now) as (session, records):
        said = await records.heard(await records.talk())
        row = await records.sending(said, status)
        assert await withdraw(session, said.id) is False
        assert (await session.get_one(OutboxItem, row.id)).status is status


@pytest.mark.parametrize(
    ("status", "chat"),
    [
        (OutboxStatus.PENDING, CHAT),
        (OutboxStatus.SENDING, CHAT),
        (OutboxStatus.SENT, None),
        (OutboxStatus.UNKNOWN, None),
    ],
)
async def test_message_arrives_until_the_end_of_its_send_is_recorded(
    database: Database, now: datetime, status: OutboxStatus, chat: Address | None
) -> None:
    async with recording(database, now) as (session, records):
        said = await records.heard(await records.talk())
        row = await records.sending(said, status)
        row.address = CHAT
        await session.flush()
        assert await arriving_at(session, said.id) == chat
        assert await arriving_at(session, said.id + 1) is None


async def test_waiting_message_is_reworded_and_one_that_was_begun_is_not(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        talk = await records.conversation(await records.customer())
        waits, sent = [
            await records.said(talk, "Hi", status) for status in (OutboxStatus.PENDING, OutboxStatus.SENT)
        ]
        assert [await reword(session, each.id, "Hello") for each in (waits, sent)] == [True, False]
        payloads = await session.scalars(select(OutboxItem.payload).order_by(OutboxItem.id))
    assert list(payloads) == [{"text": "Hello"}, {}]


async def test_line_joins_the_first_notice_that_waits(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        said = await records.heard(await records.talk())
        for waiting in (
            Outgoing(CHAT, OutboxAction.SEND, "of a talk", message_id=said.id),
            Outgoing(CHAT, OutboxAction.SEND, "in a topic", topic=9),
            Outgoing(Address(6), OutboxAction.SEND, "elsewhere"),
            Outgoing(CHAT, OutboxAction.SEND, "one"),
            Outgoing(CHAT, OutboxAction.SEND, "two"),
        ):
            await outbox.add(session, waiting, now)
        assert await add_line(session, CHAT, "three") is True
        payloads = list(await session.scalars(select(OutboxItem.payload).order_by(OutboxItem.id)))
    texts = [payload["text"] for payload in payloads]
    assert texts == ["of a talk", "in a topic", "elsewhere", "one\nthree", "two"]


async def test_line_joins_nothing_that_is_full_or_on_its_way(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, _):
        await outbox.add(session, Outgoing(CHAT, OutboxAction.SEND, "x" * (LONGEST_NOTICE - 3)), now)
        full = await add_line(session, CHAT, "more")
        await outbox.add(session, Outgoing(CHAT, OutboxAction.SEND, "short"), now)
        rows = list(await session.scalars(select(OutboxItem).order_by(OutboxItem.id)))
        await outbox.start(session, [row.id for row in rows])
        assert (full, await add_line(session, CHAT, "more")) == (False, False)


async def test_message_that_was_read_for_sending_is_not_reworded(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        said = await records.heard(await records.talk())
        await outbox.add(session, Outgoing(CHAT, OutboxAction.SEND, "Hi", message_id=said.id), now)

    async def change() -> bool:
        async with database.transaction() as session:
            return await reword(session, said.id, "Hello")

    async with database.transaction() as session:
        row = (await outbox.next_due(session, [CHAT], now))[CHAT]
        changing = asyncio.create_task(change())
        await asyncio.sleep(0.2)
        await outbox.start(session, [row.id])
    assert (row.outgoing.text, await changing) == ("Hi", False)
