"""All workers read and write one pace."""

from datetime import datetime, timedelta

from store.database import Database
from store.paces import Agreed, read, write


async def test_nothing_was_agreed_at_first(database: Database) -> None:
    async with database.transaction() as session:
        assert await read(session) == Agreed()


async def test_what_was_written_last_is_agreed(database: Database, now: datetime) -> None:
    agreed = Agreed(now + timedelta(seconds=1), now + timedelta(seconds=5))
    for each in (Agreed(now, None), agreed):
        async with database.transaction() as session:
            await write(session, each)
    async with database.transaction() as session:
        assert await read(session) == agreed
