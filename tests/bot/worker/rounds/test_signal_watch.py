"""A week that became worse alarms staff once, and the alarm ends with the week."""

import asyncio
from datetime import datetime

from sqlalchemy import select

from bot.worker.rounds.signal_watch import SIGNAL, SignalWatch, check_signals
from store.engine.database import Database
from store.models.queues import Alarm
from tests.numbers.world import SHANGHAI
from tests.records import Records
from tests.store.reports.weeks import WEEK, play_weeks

SUBJECTS = ["chart:csat:2026-W47:", "chart:csat:2026-W47:north"]


async def open_alarms(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = await session.scalars(
            select(Alarm.subject)
            .where(Alarm.kind == SIGNAL, Alarm.cleared_at.is_(None))
            .order_by(Alarm.subject)
        )
        return list(rows)


async def test_signal_is_an_alarm_once_and_is_cleared_later(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await play_weeks(Records(session, now), now, last=6)
    await check_signals(database, SHANGHAI, now)
    await check_signals(database, SHANGHAI, now)
    assert await open_alarms(database) == SUBJECTS
    async with database.transaction() as session:
        for alarm in await session.scalars(select(Alarm)):
            alarm.cleared_at = now
    await check_signals(database, SHANGHAI, now)
    assert await open_alarms(database) == []


async def test_alarm_ends_when_the_week_is_no_signal(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await play_weeks(Records(session, now), now, last=6)
    await check_signals(database, SHANGHAI, now)
    await check_signals(database, SHANGHAI, now - WEEK)
    assert await open_alarms(database) == []


async def test_watch_looks_when_it_starts(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await play_weeks(Records(session, now), now, last=6)
    loop = asyncio.create_task(SignalWatch(database, SHANGHAI, clock=lambda: now, pause=0.01).run())
    async with asyncio.timeout(20):
        while await open_alarms(database) != SUBJECTS:
            await asyncio.sleep(0.02)
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    assert await open_alarms(database) == SUBJECTS
