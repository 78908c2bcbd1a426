"""Parts that an outgoing row can lose, or gain before it is sent."""

import asyncio
from dataclasses import replace
from datetime import datetime

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import OutboxAction
from store.queues import outbox
from store.queues.outgoing import Document, Outgoing
from store.queues.payload_parts import add_original, drop_document, leave_topic

CHAT = Address(5)
EXPORT = Outgoing(CHAT, OutboxAction.DOCUMENT, "Your data", document=Document("data.json", "{}"), topic=31)


async def test_row_that_loses_a_part_keeps_the_others(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        row_id = await outbox.add(session, EXPORT, now)
        await leave_topic(session, row_id)
        outside = (await outbox.next_due(session, [CHAT], now))[CHAT].outgoing
        await drop_document(session, row_id)
        emptied = (await outbox.next_due(session, [CHAT], now))[CHAT].outgoing
    assert outside == replace(EXPORT, topic=None)
    assert emptied == replace(EXPORT, topic=None, document=None)


async def test_row_that_waits_copies_one_more_message(database: Database, now: datetime) -> None:
    copy = Outgoing(CHAT, OutboxAction.COPY, source=Address(-7), originals=(3,), topic=9, reply_to=2)
    async with database.transaction() as session:
        row_id = await outbox.add(session, copy, now)
        assert await add_original(session, row_id, 4) is True
        assert (await outbox.next_due(session, [CHAT], now))[CHAT].outgoing == replace(copy, originals=(3, 4))
        await outbox.start(session, [row_id])
        assert await add_original(session, row_id, 5) is False


async def test_row_that_was_read_for_sending_copies_no_more(database: Database, now: datetime) -> None:
    copy = Outgoing(CHAT, OutboxAction.COPY, source=Address(-7), originals=(3,))
    async with database.transaction() as session:
        row_id = await outbox.add(session, copy, now)

    async def add() -> bool:
        async with database.transaction() as session:
            return await add_original(session, row_id, 4)

    async with database.transaction() as session:
        row = (await outbox.next_due(session, [CHAT], now))[CHAT]
        adding = asyncio.create_task(add())
        await asyncio.sleep(0.2)
        await outbox.start(session, [row.id])
    assert (row.outgoing.originals, await adding) == ((3,), False)
