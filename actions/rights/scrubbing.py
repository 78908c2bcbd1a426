"""After an erasure: no file keeps what the tables have lost."""

from collections.abc import Sequence
from datetime import datetime, time
from enum import Enum, auto
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.erased_bytes import empty_log, merge_index, rewrite, size_of
from store.models.erasures import Erasure

SMALL = 64 * 2**20
"""Bytes of a file that is rewritten within a second or so, at any time of day."""
NIGHT = (time(3), time(5))
"""When a larger file is rewritten, on the business's clock."""


class Scrubbed(Enum):
    """What is left in files after an attempt to remove it."""

    DONE = auto()  # nothing
    UNTIL_NIGHT = auto()  # gaps between the rows of a large file
    AGAIN = auto()  # a reader was in the way


def note_erasure(session: AsyncSession, now: datetime) -> None:
    """Have the next upkeep remove what files still hold of what this transaction erases."""
    session.add(Erasure(erased_at=now))


async def newest_erasure(session: AsyncSession) -> int:
    """Return the id of the newest erasure, 0 before the first one."""
    return await session.scalar(select(func.max(Erasure.id))) or 0


async def waiting(session: AsyncSession) -> Sequence[int]:
    """Return the ids of the erasures whose bytes may still stand in files."""
    statement = select(Erasure.id).where(Erasure.scrubbed_at.is_(None)).order_by(Erasure.id)
    return list(await session.scalars(statement))


async def scrub(
    database: Database, now: datetime, zone: ZoneInfo, *, small: int = SMALL, is_merged: bool = False
) -> Scrubbed:
    """Remove what the database's files hold of all that was erased.

    A file of more than `small` bytes is rewritten at night. `is_merged` says that a call by day has
    done since the newest erasure what can be done by day.
    """
    if not database.is_sqlite:
        return Scrubbed.DONE
    must_wait = size_of(database) > small and not NIGHT[0] <= now.astimezone(zone).time() < NIGHT[1]
    if must_wait and is_merged:
        return Scrubbed.UNTIL_NIGHT
    await merge_index(database)
    if not must_wait:
        await rewrite(database)
    if not await empty_log(database):
        return Scrubbed.AGAIN
    return Scrubbed.UNTIL_NIGHT if must_wait else Scrubbed.DONE


async def note_scrubbed(session: AsyncSession, ids: Sequence[int], now: datetime) -> None:
    """Remember that no file holds the bytes of these erasures."""
    await session.execute(update(Erasure).where(Erasure.id.in_(ids)).values(scrubbed_at=now))
