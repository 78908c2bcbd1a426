"""Files of staff move into the store of objects; outages lose nothing, and erasures reach it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from bot.worker.rounds.file_moving import AWAY, BATCH, FileMoving
from store.engine.database import Database
from store.models.queues import Alarm
from store.models.staff_files import StaffFile
from store.objects.moving_files import AGAIN
from tests.bot.worker.conftest import Clock
from tests.fakes.object_store import MemoryObjects
from tests.records import Records

Files = list[tuple[bytes | None, bool]]


@pytest.fixture
def objects() -> MemoryObjects:
    return MemoryObjects()


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def moving(database: Database, objects: MemoryObjects, clock: Clock) -> FileMoving:
    return FileMoving(database, objects, clock=clock)


async def write_files(database: Database, now: datetime, *contents: bytes) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for content in contents:
            message = await records.said(talk)
            session.add(StaffFile(message_id=message.id, content=content))


async def files(database: Database) -> Files:
    """What the database holds of each file, and whether it has a key."""
    async with database.reading() as session:
        rows = await session.execute(select(StaffFile).order_by(StaffFile.message_id))
        return [(file.content, file.object_key is not None) for file in rows.scalars()]


async def open_alarms(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(select(Alarm.kind).where(Alarm.cleared_at.is_(None))))


async def test_files_are_moved_and_erased_outside(
    database: Database, objects: MemoryObjects, moving: FileMoving, now: datetime
) -> None:
    await write_files(database, now, b"one", b"two")
    await moving.step()
    assert await files(database) == [(None, True), (None, True)]
    assert sorted(objects.kept.values()) == [b"one", b"two"]
    async with database.transaction() as session:
        await session.execute(delete(StaffFile))
    await moving.step()
    assert objects.kept == {}


async def test_many_files_move_in_batches(
    database: Database, objects: MemoryObjects, moving: FileMoving, now: datetime
) -> None:
    await write_files(database, now, *[b"%d" % number for number in range(BATCH + 1)])
    await moving.step()
    assert len(objects.kept) == BATCH
    await moving.step()
    assert len(objects.kept) == BATCH + 1


async def test_outage_keeps_files_and_alarms_until_it_is_over(
    database: Database, objects: MemoryObjects, moving: FileMoving, clock: Clock
) -> None:
    await write_files(database, clock.now, b"one")
    objects.away = True
    for _ in range(3):
        await moving.step()
        clock.now += AGAIN + timedelta(seconds=1)
    assert (await files(database), await open_alarms(database)) == ([(b"one", True)], [AWAY])
    objects.away = False
    await moving.step()
    assert (await files(database), await open_alarms(database)) == ([(None, True)], [])
    assert list(objects.kept.values()) == [b"one"]


async def test_erasure_during_an_outage_is_done_after_it(
    database: Database, objects: MemoryObjects, moving: FileMoving, now: datetime
) -> None:
    await write_files(database, now, b"one")
    await moving.step()
    objects.away = True
    async with database.transaction() as session:
        await session.execute(delete(StaffFile))
    await moving.step()
    assert list(objects.kept.values()) == [b"one"]
    objects.away = False
    await moving.step()
    assert objects.kept == {}
