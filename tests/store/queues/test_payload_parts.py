"""Parts that an outgoing row can lose."""

from dataclasses import replace
from datetime import datetime

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import OutboxAction
from store.queues import outbox
from store.queues.outbox import Document, Outgoing
from store.queues.payload_parts import drop_document, leave_topic

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
