"""Files move out of the database after they were sent, and what no message names is removed outside."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Message
from store.models.queues import OutboxAction, OutboxStatus
from store.models.staff_files import StaffFile, StoredObject
from store.objects.moving_files import (
    ABANDONED,
    AGAIN,
    MovingFile,
    UnnamedObject,
    claim_move,
    end_move,
    forget_objects,
    movable,
    unnamed_objects,
)
from store.queries.conversations.transcript_lines import read_kept_file, read_object_key
from store.queues import outbox
from store.queues.outgoing import Outgoing
from store.queues.transcript_parts import uploads_of
from tests.plans import plans
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


async def moving_file(session: AsyncSession, now: datetime) -> tuple[int, MovingFile]:
    """The conversation of a file that has been sent, and the file, whose move has begun."""
    talk, message = await sent_file(session, now)
    return talk, await claimed(session, message, now)


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
        talk, moving = await moving_file(session, now)
        assert (moving.content, await read_kept_file(session, talk, moving.message_id)) == (
            b"photo",
            b"photo",
        )
        await end_move(session, moving)
    async with database.transaction() as session:
        assert await read_kept_file(session, talk, moving.message_id) is None
        assert await read_object_key(session, talk, moving.message_id) == moving.key
        assert await read_object_key(session, talk + 1, moving.message_id) is None
        assert await uploads_of(session, [moving.message_id]) == {}
        assert (await movable(session, now, 10), await unnamed_objects(session, now, 10)) == ([], [])


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


async def keys(session: AsyncSession) -> list[str]:
    """The keys of all objects that the database knows."""
    return list(await session.scalars(select(StoredObject.key)))


async def test_object_of_an_erased_file_is_forgotten_when_it_was_removed(
    database: Database, now: datetime
) -> None:
    later = now + ABANDONED + SECOND
    async with database.transaction() as session:
        _, moving = await moving_file(session, now)
        await end_move(session, moving)
        await session.execute(delete(StaffFile))
        unnamed = await unnamed_objects(session, later, 10)
        assert unnamed == [UnnamedObject(moving.key, is_over=True)]
        await forget_objects(session, unnamed, later)
        assert await keys(session) == []


async def test_object_of_a_message_that_is_deleted_is_unnamed(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        _, moving = await moving_file(session, now)
        await session.execute(delete(Message).where(Message.id == moving.message_id))
        assert [each.key for each in await unnamed_objects(session, now, 10)] == [moving.key]


async def test_object_that_may_be_written_after_its_removal_is_removed_again_when_that_is_over(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        _, moving = await moving_file(session, now)
        await session.execute(delete(StaffFile))
        assert await claim_move(session, moving.message_id, now) is None
        unnamed = await unnamed_objects(session, now + ABANDONED, 10)
        assert unnamed == [UnnamedObject(moving.key, is_over=False)]
        # The move may be over when the removal is noted, and was not when it was begun.
        await forget_objects(session, unnamed, now + ABANDONED + SECOND)
        assert await keys(session) == [moving.key]
        assert await unnamed_objects(session, now + ABANDONED, 10) == []
        later = now + ABANDONED + SECOND
        assert await unnamed_objects(session, later, 10) == [UnnamedObject(moving.key, is_over=True)]


async def test_move_of_an_erased_file_drops_nothing_of_a_later_message_with_its_number(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        talk, moving = await moving_file(session, now)
        await session.execute(delete(StaffFile))
        session.add(StaffFile(message_id=moving.message_id, content=b"another"))
        await session.flush()
        await end_move(session, moving)
        assert await read_kept_file(session, talk, moving.message_id) == b"another"


async def test_unnamed_objects_are_found_without_reading_the_others(
    database: Database, now: datetime
) -> None:
    async with plans(database) as found, database.reading() as session:
        await unnamed_objects(session, now, 10)
    (plan,) = found
    assert ("(message_id=?)" if database.is_sqlite else "Index Cond: (message_id IS NULL)") in plan
