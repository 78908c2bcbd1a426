"""What is old is erased again and again, and a failure does not end it."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.worker.rounds.retention_round import RetentionRound
from store.engine.database import Database
from store.models.conversations import Message
from tests.records import Records


async def test_words_are_erased_in_spite_of_a_failure(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.heard(await records.conversation(await records.customer()), "Old words")
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(now)
        if len(asked) == 1:
            raise RuntimeError("the first time it fails")
        return now + timedelta(days=31)

    loop = asyncio.create_task(RetentionRound(database, timedelta(days=30), clock=clock, pause=0.01).run())
    async with asyncio.timeout(60):
        while await _worded(database):
            await asyncio.sleep(0.01)
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    assert await _worded(database) == 0


async def _worded(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).where(Message.text.is_not(None))) or 0
