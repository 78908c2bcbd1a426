"""Files move out of the database after they were sent, and what no message names is removed outside."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import OutboxAction, OutboxStatus
from store.models.staff_files import StaffFile, StoredObject
from store.objects.moving_files import (
    ABANDONED,
    AGAIN,
    MovingFile,
    claim_move,
    end_move,
    forget_objects,
    movable,
    unnamed_objects,
)
from store.queries.conversations.transcript_lines import read_kept_file, read_object_key
from store.queues import outbox
from store.queues.outgoing import Outgoing
from store.queues.staff_uploads import uploads_of
from tests.records import Records

SECOND = timedelta(seconds=1)


async def sent_file(session: AsyncSession, now: datetime) -> tuple[int, int]:
    """The conversation and the message of a file that has been sent."""
    records = Records(session, now)
    talk = await records.conversation(await records.customer())
    message = await records.said(talk)
    session.add(StaffFile(message_id=message.id, content=b"photo"))
    await session.flush()
    return talk.id, message.id


async def claimed(session: AsyncSession, message: int, now: datetime) -> MovingFile:
    moving = await claim_move(session, message, now)
    assert moving is not None
    return moving


async def test_file_that_waits_to_be_sent_stays(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        _, message = await sent_file(session, now)
        waiting = Outgoing(Address(7), OutboxAction.FILE, message_id=message)
        row = await outbox.add(session, waiting, now)
        assert await movable(session, now, 10) == []
        await outbox.start(session, [row])
        assert await movable(session, now, 10) == []
        await outbox.settle(session, row, OutboxStatus.SENT, now)
        assert await movable(session, now, 10) == [message]


async def test_moved_file_is_known_by_its_key(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        talk, message = await sent_file(session, now)
        moving = await claimed(session, message, now)
        assert (moving.content, await read_kept_file(session, talk, message)) == (b"photo", b"photo")
        await end_move(session, moving, now)
    async with database.transaction() as session:
        assert await read_kept_file(session, talk, message) is None
        assert await read_object_key(session, talk, message) == moving.key
        assert await read_object_key(session, talk + 1, message) is None
        assert await uploads_of(session, [message]) == {}
        assert (await movable(session, now, 10), await unnamed_objects(session, 10)) == ([], [])


async def test_move_that_has_not_ended_is_tried_again_under_its_key(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        _, message = await sent_file(session, now)
        first = await claimed(session, message, now)
    async with database.transaction() as session:
        assert await claim_move(session, message, now + AGAIN) is None
        assert await movable(session, now + AGAIN, 10) == []
        later = now + AGAIN + SECOND
        assert await movable(session, later, 10) == [message]
        assert await claimed(session, message, later) == first
        assert await claim_move(session, message, later) is None


async def test_object_of_an_erased_file_is_removed(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        _, message = await sent_file(session, now)
        moving = await claimed(session, message, now)
        await end_move(session, moving, now)
        await session.execute(delete(StaffFile))
        assert await unnamed_objects(session, 10) == [moving.key]
        await forget_objects(session, [moving.key], now)
        assert list(await session.scalars(select(StoredObject.key))) == []


async def test_object_that_may_be_written_after_the_erasure_is_removed_until_that_is_over(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        _, message = await sent_file(session, now)
        moving = await claimed(session, message, now)
        await session.execute(delete(StaffFile))
        assert await claim_move(session, message, now) is None
        await forget_objects(session, [moving.key], now + ABANDONED)
        assert await unnamed_objects(session, 10) == [moving.key]
        await forget_objects(session, [moving.key], now + ABANDONED + SECOND)
        assert await unnamed_objects(session, 10) == []
