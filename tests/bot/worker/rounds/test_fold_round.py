"""Days are folded again and again, and a failure does not end it."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.worker.rounds.fold_round import FoldRound
from store.engine.database import Database
from store.models.folds import Fold
from tests.records import Records

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def folds(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count(Fold.id))) or 0


async def test_days_are_folded_in_spite_of_a_failure(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.invitation(await records.customer())
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(now)
        if len(asked) == 1:
            raise RuntimeError("the first time it fails")
        return now + timedelta(days=3)

    loop = asyncio.create_task(FoldRound(database, SHANGHAI, clock=clock, pause=0.01).run())
    async with asyncio.timeout(60):
        while await folds(database) < 3:
            await asyncio.sleep(0.01)
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    assert await folds(database) == 3
