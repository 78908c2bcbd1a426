"""A chat has a file on its way, or none."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.queues.waiting_files import has_document


@pytest.mark.parametrize(
    ("address", "action", "status", "expected"),
    [
        (5, OutboxAction.DOCUMENT, OutboxStatus.PENDING, True),
        (5, OutboxAction.DOCUMENT, OutboxStatus.SENDING, True),
        (5, OutboxAction.DOCUMENT, OutboxStatus.SENT, False),
        (5, OutboxAction.DOCUMENT, OutboxStatus.FAILED, False),
        (5, OutboxAction.SEND, OutboxStatus.PENDING, False),
        (6, OutboxAction.DOCUMENT, OutboxStatus.PENDING, False),
    ],
)
async def test_only_a_file_that_is_not_sent_yet_waits(
    database: Database,
    now: datetime,
    address: int,
    action: OutboxAction,
    status: OutboxStatus,
    *,
    expected: bool,
) -> None:
    async with database.transaction() as session:
        made = {"address": Address(address), "payload": {}, "due_at": now, "created_at": now}
        session.add(OutboxItem(**made, action=action, status=status))
    async with database.reading() as session:
        assert await has_document(session, Address(5)) is expected


async def test_empty_queue_has_no_file(database: Database) -> None:
    async with database.reading() as session:
        assert await has_document(session, Address(5)) is False
