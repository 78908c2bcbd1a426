"""Alarms: told once, until they are cleared."""

from datetime import datetime, timedelta

from sqlalchemy import select

from store.engine.database import Database
from store.models.queues import Alarm
from store.queues.alarm_rows import clear_alarm, raise_alarm


async def alarms(database: Database) -> list[tuple[str, str, datetime | None]]:
    async with database.reading() as session:
        found = await session.execute(select(Alarm.kind, Alarm.subject, Alarm.cleared_at).order_by(Alarm.id))
        return [tuple(row) for row in found]


async def test_alarm_is_raised_once_until_it_is_cleared(database: Database, now: datetime) -> None:
    later = now + timedelta(hours=1)
    async with database.transaction() as session:
        await raise_alarm(session, "inbox.parked", "inbox:1", now)
        await raise_alarm(session, "inbox.parked", "inbox:1", later)
        await raise_alarm(session, "inbox.parked", "inbox:2", now)
        await clear_alarm(session, "inbox.parked", "inbox:1", later)
        await raise_alarm(session, "inbox.parked", "inbox:1", later)
    assert await alarms(database) == [
        ("inbox.parked", "inbox:1", later),
        ("inbox.parked", "inbox:2", None),
        ("inbox.parked", "inbox:1", None),
    ]


async def test_clearing_what_was_never_raised_does_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await clear_alarm(session, "inbox.parked", "inbox:1", now)
    assert await alarms(database) == []
