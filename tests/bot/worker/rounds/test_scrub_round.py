"""Upkeep removes from files what was erased, once, and again where something was in the way."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from actions.rights.scrubbing import note_erasure
from bot.worker.rounds.scrub_round import ScrubRound
from store.engine.database import Database
from store.models.erasures import Erasure
from tests.fakes.learned_words import WordsOnPaper


@pytest.fixture
def learned() -> WordsOnPaper:
    return WordsOnPaper()


@pytest.fixture
def upkeep(database: Database, learned: WordsOnPaper, now: datetime) -> ScrubRound:
    return ScrubRound(database, learned, ZoneInfo("Asia/Shanghai"), clock=lambda: now)


async def erase(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        note_erasure(session, now)


async def scrubbed(database: Database) -> list[datetime | None]:
    async with database.reading() as session:
        return list(await session.scalars(select(Erasure.scrubbed_at).order_by(Erasure.id)))


async def test_erasure_is_followed_once(
    upkeep: ScrubRound, database: Database, learned: WordsOnPaper, now: datetime
) -> None:
    await erase(database, now)
    assert [await upkeep.step(), await upkeep.step()] == [True, True]
    assert (await scrubbed(database), learned.asked) == ([now], [[]])
    await erase(database, now)
    await upkeep.step()
    assert (await scrubbed(database), len(learned.asked)) == ([now, now], 2)


async def test_nothing_is_done_where_nothing_was_erased(upkeep: ScrubRound, learned: WordsOnPaper) -> None:
    assert await upkeep.step()
    assert learned.asked == [[]]  # a process cleans its own files when it starts


async def test_training_is_waited_for(
    upkeep: ScrubRound, database: Database, learned: WordsOnPaper, now: datetime
) -> None:
    learned.is_busy = True
    await erase(database, now)
    assert (await upkeep.step(), await scrubbed(database)) == (False, [None])
    learned.is_busy = False
    assert (await upkeep.step(), await scrubbed(database)) == (True, [now])
