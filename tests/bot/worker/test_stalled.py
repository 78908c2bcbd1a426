"""Stalled cases are looked for again and again, and a failure does not end it."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from actions.house import House
from bot.worker.bell import Bell
from bot.worker.stalled import StalledCases
from store.database import Database
from store.models.queues import Alarm
from tests.records import Records


async def test_stalled_case_is_told_of(database: Database, house: House, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer(chat_id=42, telegram_id=42)
        await records.case(customer, await records.conversation(customer), opened_at=now - timedelta(days=3))
    effects = Bell()
    loop = asyncio.create_task(
        StalledCases(database, house, effects=effects, clock=lambda: now, pause=0.01).run()
    )
    async with asyncio.timeout(20):
        while not (kinds := await alarms(database)):
            await asyncio.sleep(0.01)
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    assert kinds[0].startswith("case.")


async def alarms(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(select(Alarm.kind).order_by(Alarm.id)))


async def test_failure_does_not_end_the_loop(database: Database, house: House, now: datetime) -> None:
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(now)
        if len(asked) == 1:
            raise RuntimeError("the first time it fails")
        return now

    loop = asyncio.create_task(StalledCases(database, house, effects=Bell(), clock=clock, pause=0.01).run())
    async with asyncio.timeout(20):
        while len(asked) < 3:
            await asyncio.sleep(0.01)
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    assert len(asked) >= 3
