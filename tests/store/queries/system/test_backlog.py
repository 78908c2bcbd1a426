"""How much waits in the queues, and since when."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import InboxItem, InboxStatus, OutboxAction, OutboxItem, OutboxStatus
from store.queries.system.backlog import Depth, inbox_depths, outbox_depths

MINUTE = timedelta(minutes=1)


def update(number: int, lane: int, status: InboxStatus, at: datetime) -> InboxItem:
    return InboxItem(
        bot=Address(1),
        update_id=number,
        lane=Address(lane),
        body={},
        status=status,
        due_at=at,
        received_at=at,
    )


def send(lane: int, status: OutboxStatus, at: datetime) -> OutboxItem:
    return OutboxItem(
        address=Address(lane),
        action=OutboxAction.SEND,
        payload={},
        status=status,
        due_at=at,
        created_at=at,
    )


async def test_empty_queues_have_no_depth(database: Database) -> None:
    async with database.reading() as session:
        assert await inbox_depths(session) == dict.fromkeys((InboxStatus.NEW, InboxStatus.WAITING), Depth())
        assert await outbox_depths(session) == dict.fromkeys(
            (OutboxStatus.PENDING, OutboxStatus.SENDING), Depth()
        )


async def test_unfinished_updates_are_counted_with_the_oldest(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add_all(
            [
                update(1, 5, InboxStatus.NEW, now),
                update(2, 5, InboxStatus.NEW, now - MINUTE),
                update(3, 5, InboxStatus.WAITING, now - 2 * MINUTE),
                update(4, 5, InboxStatus.DONE, now - 9 * MINUTE),
                update(5, 5, InboxStatus.PARKED, now - 9 * MINUTE),
            ]
        )
    async with database.reading() as session:
        assert await inbox_depths(session) == {
            InboxStatus.NEW: Depth(2, now - MINUTE),
            InboxStatus.WAITING: Depth(1, now - 2 * MINUTE),
        }


async def test_unsent_messages_are_counted_with_the_oldest(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add_all(
            [
                *(send(lane, OutboxStatus.PENDING, now) for lane in (5, 6, 7)),
                send(5, OutboxStatus.SENDING, now - MINUTE),
                send(5, OutboxStatus.SENT, now - 9 * MINUTE),
            ]
        )
    async with database.reading() as session:
        assert await outbox_depths(session) == {
            OutboxStatus.PENDING: Depth(3, now),
            OutboxStatus.SENDING: Depth(1, now - MINUTE),
        }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("count", "index"), [(inbox_depths, "ix_inbox_unfinished"), (outbox_depths, "ix_outbox_unsent")]
)
async def test_count_reads_a_short_index(
    database: Database, count: Callable[[AsyncSession], Awaitable[object]], index: str
) -> None:
    statements: list[str] = []
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: statements.append(statement),
    )
    async with database.reading() as session:
        await count(session)
    async with database.reading() as session:
        plan = await session.execute(text(f"EXPLAIN QUERY PLAN {statements[-1]}"))
        assert f"USING INDEX {index}" in " ".join(row.detail for row in plan)
