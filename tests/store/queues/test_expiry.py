"""Rows of the queues that are over are found, oldest first, and dropped with what points at them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Message
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxAction, OutboxItem, OutboxStatus
from store.queries.paging import Cursor
from store.queues.alarm_rows import raise_alarm
from store.queues.expiry import AT_ONCE, drop_sends, drop_updates, old_sends, old_updates
from store.queues.parked_updates import PARKED, alarm_subject
from tests.records import Records

DAY = timedelta(days=1)


@pytest.fixture
async def updates(database: Database, now: datetime) -> None:
    """Updates of each status, a day old, numbered from 1; one that is new, and over."""
    statuses = (*InboxStatus, InboxStatus.DONE)
    async with database.transaction() as session:
        for number, status in enumerate(statuses, start=1):
            at = now - (DAY if number < len(statuses) else 0 * DAY)
            session.add(
                InboxItem(
                    bot=Address(1),
                    update_id=number,
                    lane=Address(5),
                    body={},
                    status=status,
                    due_at=at,
                    received_at=at,
                )
            )
            await session.flush()


@pytest.fixture
async def sends(database: Database, now: datetime) -> None:
    """What is to be sent, of each status and a day old, numbered from 1."""
    async with database.transaction() as session:
        for status in OutboxStatus:
            made = {"address": Address(5), "action": OutboxAction.SEND, "payload": {}}
            session.add(OutboxItem(**made, status=status, due_at=now - DAY, created_at=now - DAY))
            await session.flush()


async def left(database: Database, kind: type[InboxItem] | type[OutboxItem]) -> Sequence[int]:
    async with database.reading() as session:
        return list(await session.scalars(select(kind.id).order_by(kind.id)))


async def test_old_updates_are_those_that_are_over(database: Database, updates: None, now: datetime) -> None:
    done, parked = Cursor(now - DAY, 3), Cursor(now - DAY, 4)
    async with database.reading() as session:
        assert await old_updates(session, now, None) == [done, parked]
        assert await old_updates(session, now, done) == [parked]
        assert await old_updates(session, now - DAY, None) == []


async def test_update_that_is_not_over_is_kept(database: Database, updates: None, now: datetime) -> None:
    async with database.transaction() as session:
        assert await drop_updates(session, [1, 2, 3, 99], now) == 1
    assert await left(database, InboxItem) == [1, 2, 4, 5]


async def test_alarm_and_message_of_a_dropped_update_point_nowhere(
    database: Database, updates: None, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.heard(await records.conversation(await records.customer()), inbox_id=4)
        for number in (4, 9):
            await raise_alarm(session, PARKED, alarm_subject(number), now)
    async with database.transaction() as session:
        assert await drop_updates(session, [4], now) == 1
    async with database.reading() as session:
        assert list(await session.scalars(select(Message.inbox_id))) == [None]
        still_open = await session.scalars(select(Alarm.subject).where(Alarm.cleared_at.is_(None)))
        assert list(still_open) == [alarm_subject(9)]


async def test_sends_that_wait_are_kept(database: Database, sends: None, now: datetime) -> None:
    async with database.transaction() as session:
        found = await old_sends(session, now, None)
        assert await drop_sends(session, [1, 2, *(each.id for each in found)], now) == 4
    assert [each.id for each in found] == [3, 4, 5, 6]
    assert await left(database, OutboxItem) == [1, 2]


async def test_so_many_rows_are_looked_at_in_one_step(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        for number in range(AT_ONCE + 1):
            made = {"address": Address(5), "action": OutboxAction.SEND, "payload": {}}
            status = OutboxStatus.PENDING if number < AT_ONCE else OutboxStatus.SENT
            session.add(OutboxItem(**made, status=status, due_at=now - DAY, created_at=now - DAY))
    async with database.reading() as session:
        assert await old_sends(session, now, None) == []
        assert len(await old_sends(session, now, Cursor(now, 1))) == 1
