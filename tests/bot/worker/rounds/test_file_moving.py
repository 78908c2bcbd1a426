"""Files of staff move into the store of objects; outages lose nothing, and erasures reach it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from bot.worker.rounds.file_moving import APART, AWAY, BATCH, PATIENCE, SUBJECT, FileMoving
from store.engine.database import Database
from store.models.queues import Alarm
from store.models.staff_files import StaffFile, StoredObject
from store.objects.moving_files import ABANDONED, AGAIN, claim_move, end_move
from store.queues.alarm_rows import clear_alarm, raise_alarm
from tests.bot.worker.conftest import Clock
from tests.fakes.object_store import MemoryObjects
from tests.records import Records

Files = list[tuple[bytes | None, bool]]
SECOND = timedelta(seconds=1)


class MeanwhileObjects(MemoryObjects):
    """A store in which something else happens right after the next removal."""

    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def remove(self, key: str) -> None:
        """See `ObjectStore`."""
        await super().remove(key)
        if (happens := self.meanwhile) is not None:
            self.meanwhile = None
            await happens()


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


async def step_thrice(moving: FileMoving, clock: Clock, apart: timedelta) -> None:
    for _ in range(3):
        await moving.step()
        clock.now += apart


async def files(database: Database) -> Files:
    """What the database holds of each file, and whether it has a key."""
    async with database.reading() as session:
        named = StaffFile.message_id == StoredObject.message_id
        columns = select(StaffFile.content, StoredObject.key).outerjoin(StoredObject, named)
        rows = await session.execute(columns.order_by(StaffFile.message_id))
        return [(content, key is not None) for content, key in rows]


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
    await step_thrice(moving, clock, AGAIN + SECOND)
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


async def test_object_that_another_worker_writes_after_its_removal_is_removed_again(
    database: Database, clock: Clock
) -> None:
    objects = MeanwhileObjects()
    moving = FileMoving(database, objects, clock=clock)
    await write_files(database, clock.now, b"one")
    async with database.transaction() as session:
        (message,) = await session.scalars(select(StaffFile.message_id))
        late = await claim_move(session, message, clock.now)
        assert late is not None
        await session.execute(delete(StaffFile))

    async def write_late() -> None:
        await objects.put(late.key, late.content)
        async with database.transaction() as session:
            await end_move(session, late)
        clock.now += ABANDONED + SECOND

    objects.meanwhile = write_late
    await moving.step()
    assert list(objects.kept.values()) == [b"one"]
    await moving.step()
    assert objects.kept == {}


async def test_object_is_removed_at_once_and_once_more_when_its_move_is_over(
    database: Database, objects: MemoryObjects, moving: FileMoving, clock: Clock
) -> None:
    await write_files(database, clock.now, b"one")
    await moving.step()
    (key,) = objects.kept
    async with database.transaction() as session:
        await session.execute(delete(StaffFile))
    await moving.step()
    objects.kept[key] = b"late"
    await moving.step()
    assert objects.kept == {key: b"late"}
    clock.now += ABANDONED + SECOND
    await moving.step()
    async with database.reading() as session:
        assert (objects.kept, list(await session.scalars(select(StoredObject.key)))) == ({}, [])


async def test_failure_that_is_short_raises_no_alarm(
    database: Database, objects: MemoryObjects, moving: FileMoving, clock: Clock
) -> None:
    await write_files(database, clock.now, b"one")
    for _ in range(3):
        objects.away = True
        await moving.step()
        clock.now += AGAIN + SECOND
        objects.away = False
        await moving.step()
        await write_files(database, clock.now, b"another")
    async with database.reading() as session:
        assert list(await session.scalars(select(Alarm.kind))) == []


async def test_failures_that_lie_far_apart_raise_no_alarm(
    database: Database, objects: MemoryObjects, moving: FileMoving, clock: Clock
) -> None:
    await write_files(database, clock.now, b"one")
    objects.away = True
    await step_thrice(moving, clock, APART + SECOND)
    assert await open_alarms(database) == []


async def test_alarm_is_cleared_by_a_process_that_has_not_raised_it(
    database: Database, moving: FileMoving, clock: Clock
) -> None:
    await write_files(database, clock.now, b"one")
    await moving.step()
    async with database.transaction() as session:
        await raise_alarm(session, AWAY, SUBJECT, clock.now)
    await moving.step()
    assert await open_alarms(database) == [AWAY]  # nothing was written
    await write_files(database, clock.now, b"two")
    await moving.step()
    assert await open_alarms(database) == []


async def test_alarm_that_another_process_cleared_is_raised_again_after_as_long(
    database: Database, objects: MemoryObjects, moving: FileMoving, clock: Clock
) -> None:
    await write_files(database, clock.now, b"one")
    objects.away = True
    await step_thrice(moving, clock, AGAIN + SECOND)
    async with database.transaction() as session:
        await clear_alarm(session, AWAY, SUBJECT, clock.now)
    await moving.step()
    assert await open_alarms(database) == []
    clock.now += PATIENCE / 2 + SECOND
    await moving.step()
    assert await open_alarms(database) == [AWAY]
