"""What was put aside can be listed and tried again."""

from datetime import datetime, timedelta

from sqlalchemy import select

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, Flow, InboxItem, InboxStatus
from store.queues import inbox, lanes
from store.queues.alarm_rows import raise_alarm
from store.queues.parked_updates import PARKED, ParkedUpdate, alarm_subject, list_parked, retry


async def put_aside(database: Database, now: datetime) -> None:
    """Updates 10, 11 and 12 of chat 5; the first two were put aside."""
    async with database.transaction() as session:
        received = [
            inbox.ReceivedUpdate(Address(42), number, Address(5), {"update_id": number})
            for number in (10, 11, 12)
        ]
        await inbox.add(session, received, now)
        for item_id in (1, 2):
            await inbox.park(session, item_id, now, "KeyError in listen")
            await raise_alarm(session, PARKED, alarm_subject(item_id), now)


async def test_newest_is_listed_first(database: Database, now: datetime) -> None:
    await put_aside(database, now)
    async with database.reading() as session:
        assert await list_parked(session) == (
            ParkedUpdate(2, 11, 1, "KeyError in listen", now),
            ParkedUpdate(1, 10, 1, "KeyError in listen", now),
        )
        assert [each.id for each in await list_parked(session, limit=1)] == [2]


async def test_retried_update_is_as_good_as_new(database: Database, now: datetime) -> None:
    await put_aside(database, now)
    later = now + timedelta(hours=1)
    async with database.transaction() as session:
        assert await retry(session, [1, 3, 99], later) == [1]
    async with database.transaction() as session:
        [lease] = await lanes.lease(session, Flow.IN, "me", later, timedelta(seconds=45), 10)
        first = (await inbox.next_due(session, [lease.key], later))[lease.key]
    assert (first.id, first.status, first.attempts) == (1, InboxStatus.NEW, 1)


async def test_alarm_is_taken_back_with_it(database: Database, now: datetime) -> None:
    await put_aside(database, now)
    async with database.transaction() as session:
        await retry(session, [1], now)
    async with database.reading() as session:
        still_open = await session.scalars(select(Alarm.subject).where(Alarm.cleared_at.is_(None)))
        statuses = await session.scalars(select(InboxItem.status).order_by(InboxItem.id))
        assert list(still_open) == [alarm_subject(2)]
        assert list(statuses) == [InboxStatus.NEW, InboxStatus.PARKED, InboxStatus.NEW]
