"""Removing from the files of SQLite what was erased from its tables.

A deleted row is overwritten with zeros (`secure_delete`, see `store.engine.database`). Four places still hold
its bytes: the full-text index keeps the words of a deleted message until its segments are merged; pages that
were split keep stale copies of rows that have moved; free pages of an older release hold anything; and the
write-ahead log holds pages as they were. PostgreSQL's own vacuum does all of this.
"""

import asyncio
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database

PAGES_AT_ONCE = 64
"""How much of the index one transaction merges: a few milliseconds, in which no other can write."""
BREATH = 0.02  # seconds between two of them
TRIES = 5
PAUSE = 0.5  # seconds; a reader that keeps the log is gone by then, mostly
CHANGED = text("SELECT total_changes()")
MERGE = text("INSERT INTO message_search (message_search, rank) VALUES ('merge', :pages)")


async def merge_index(database: Database) -> int:
    """Merge the full-text index into one segment, some pages a transaction, and return how many it took.

    So a word is gone of which no message is left (SQLite, FTS5, 6.8: a negative number begins the merge of
    all segments, and the merge is over when a step has changed next to nothing).
    """
    steps, pages = 0, -PAGES_AT_ONCE
    while True:
        async with database.transaction() as session:
            changed = await _merge_some(session, pages)
        steps, pages = steps + 1, PAGES_AT_ONCE
        if changed < 2:
            return steps
        await asyncio.sleep(BREATH)


async def rewrite(database: Database) -> None:
    """Rewrite the whole file, without free pages and gaps. Writers wait meanwhile."""
    async with database.alone() as connection:
        await connection.execute("VACUUM")


async def empty_log(database: Database) -> bool:
    """Bring the write-ahead log into the file and cut it to nothing; False where a reader was in the way."""
    for attempt in range(TRIES):
        if attempt:
            await asyncio.sleep(PAUSE)
        async with database.alone() as connection:
            rows = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if not next(iter(rows))[0]:
            return True
    return False


def size_of(database: Database) -> int:
    """Return how many bytes the file of the database has; 0 for one in memory."""
    file = Path(database.engine.url.database or "")
    return file.stat().st_size if file.is_file() else 0


async def _merge_some(session: AsyncSession, pages: int) -> int:
    before = (await session.execute(CHANGED)).scalar_one()
    await session.execute(MERGE, {"pages": pages})
    after = (await session.execute(CHANGED)).scalar_one()
    return int(after - before)
