"""Upkeep removes from files what was erased, once, and again where something was in the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select

from actions.rights.scrubbing import note_erasure
from bot.worker.rounds.scrub_round import ScrubRound
from store.engine.database import Database
from store.erased_bytes import PAGES_AT_ONCE
from store.models.erasures import Erasure
from tests.bot.worker.conftest import Clock
from tests.fakes.learned_words import WordsOnPaper

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def learned() -> WordsOnPaper:
    return WordsOnPaper()


@pytest.fixture
def upkeep(database: Database, learned: WordsOnPaper, now: datetime) -> ScrubRound:
    return ScrubRound(database, learned, SHANGHAI, clock=lambda: now)


async def erase(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        note_erasure(session, now)


async def scrubbed(database: Database) -> list[datetime | None]:
    async with database.reading() as session:
        return list(await session.scalars(select(Erasure.scrubbed_at).order_by(Erasure.id)))


@contextmanager
def merges(database: Database) -> Iterator[list[object]]:
    """Fills the list with an entry for each time that a merge of the whole search index begins."""
    begun: list[object] = []

    def remember(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if "'merge'" in statement and parameters == (-PAGES_AT_ONCE,):
            begun.append(parameters)

    event.listen(database.engine.sync_engine, "before_cursor_execute", remember)
    try:
        yield begun
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", remember)


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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_large_file_is_merged_by_day_once_after_each_erasure(
    database: Database, learned: WordsOnPaper
) -> None:
    clock = Clock(datetime(2026, 5, 4, 12, tzinfo=SHANGHAI))
    upkeep = ScrubRound(database, learned, SHANGHAI, clock=clock, small=0)
    with merges(database) as begun:
        for erasures in (1, 2):
            await erase(database, clock.now)
            assert [await upkeep.step() for _ in range(3)] == [False, False, False]
            assert len(begun) == erasures
    clock.now = datetime(2026, 5, 5, 4, tzinfo=SHANGHAI)
    assert (await upkeep.step(), await scrubbed(database)) == (True, [clock.now, clock.now])
