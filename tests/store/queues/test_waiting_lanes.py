"""Which lanes have work is found again at a start, and taken over from commands."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, text

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Flow, Lane, OutboxAction
from store.queues import inbox, lanes, outbox
from store.queues.inbox import ReceivedUpdate
from store.queues.lanes import keep_lanes_in_memory
from store.queues.outgoing import Outgoing
from store.queues.waiting_lanes import HAS_WORK, take_over_woken, wake_waiting

MINUTE = timedelta(minutes=1)
LITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def fill(database: Database, now: datetime) -> None:
    """An update of chat 5 that is done, one of chat 6, a message to chat 7."""
    async with database.transaction() as session:
        for number, lane in enumerate((5, 6), 1):
            await inbox.add(session, [ReceivedUpdate(Address(1), number, Address(lane), {})], now)
        await inbox.finish(session, [1], now)
        await outbox.add(session, Outgoing(Address(7), OutboxAction.SEND, "x"), now)


async def found(database: Database, now: datetime) -> list[list[int]]:
    async with database.transaction() as session:
        return [
            [each.key.number for each in await lanes.lease(session, flow, "a", now, MINUTE, 9)]
            for flow in Flow
        ]


@pytest.mark.parametrize("in_memory", [True, False])
async def test_lanes_are_found_by_what_the_queues_hold(
    *, database: Database, now: datetime, in_memory: bool
) -> None:
    await fill(database, now)
    async with database.transaction() as session:
        await session.execute(delete(Lane))
    if in_memory and database.is_sqlite:
        keep_lanes_in_memory(database)
    assert await found(database, now) == [[], []]
    async with database.transaction() as session:
        await wake_waiting(session)
    assert await found(database, now) == [[6], [7]]


@LITE
async def test_what_a_command_has_woken_is_taken_over_once(database: Database, now: datetime) -> None:
    await fill(database, now)  # as another process does, by the table
    keep_lanes_in_memory(database)
    assert await take_over_woken(database) == {Flow.IN, Flow.OUT}
    assert await take_over_woken(database) == set()
    assert await found(database, now) == [[5, 6], [7]]


@LITE
async def test_lanes_of_the_table_are_dropped_where_the_book_is_in_memory(
    database: Database, now: datetime
) -> None:
    await fill(database, now)
    keep_lanes_in_memory(database)
    async with database.transaction() as session:
        await wake_waiting(session)
        assert await session.scalar(select(func.count()).select_from(Lane)) == 0
    assert await found(database, now) == [[6], [7]]


@LITE
async def test_lanes_without_work_are_not_scanned(database: Database) -> None:
    statement = select(Lane.key).where(HAS_WORK).limit(1)
    shown = statement.compile(database.engine, compile_kwargs={"literal_binds": True})
    async with database.reading() as session:
        plan = await session.execute(text(f"EXPLAIN QUERY PLAN {shown}"))
        steps = [row.detail for row in plan]
    assert steps == ["SEARCH lanes USING COVERING INDEX ix_lanes_due (flow=? AND due_at>?)"]
