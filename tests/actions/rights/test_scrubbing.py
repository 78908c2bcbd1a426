"""What an erasure leaves in files is removed once, large files at night."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.rights.scrubbing import Scrubbed, newest_erasure, note_erasure, note_scrubbed, scrub, waiting
from store.engine.database import Database
from store.models.customers import Customer
from tests.records import Records

WORD = "绿色自行车"
SHANGHAI = ZoneInfo("Asia/Shanghai")


async def test_erasures_wait_until_they_are_noted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        assert (await newest_erasure(session), list(await waiting(session))) == (0, [])
        for hours in range(3):
            note_erasure(session, now + timedelta(hours=hours))
        await session.flush()
        assert (await newest_erasure(session), list(await waiting(session))) == (3, [1, 2, 3])
        await note_scrubbed(session, [1, 3], now)
        assert list(await waiting(session)) == [2]


async def test_small_database_is_written_anew_at_any_time(database: Database, now: datetime) -> None:
    assert await scrub(database, now, SHANGHAI) is Scrubbed.DONE


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_erased_words_are_in_no_file_afterwards(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        customer = await Records(session, now).customer(WORD)
    async with database.transaction() as session:
        await session.delete(await session.get_one(Customer, customer.id))
        note_erasure(session, now)
    assert await scrub(database, now, SHANGHAI) is Scrubbed.DONE
    file = Path(database.engine.url.database or "")
    left = [each.name for each in file.parent.glob(f"{file.name}*") if WORD.encode() in each.read_bytes()]
    assert left == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("hour", "left"), [(12, Scrubbed.UNTIL_NIGHT), (4, Scrubbed.DONE)])
async def test_large_database_waits_for_the_night(database: Database, hour: int, left: Scrubbed) -> None:
    assert await scrub(database, datetime(2026, 5, 4, hour, tzinfo=SHANGHAI), SHANGHAI, small=0) is left
