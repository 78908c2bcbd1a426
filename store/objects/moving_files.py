"""Files of staff that move into the store of objects, and objects there that are to be removed.

A file is claimed, written into the store, and only then dropped from the database: a crash or an outage
leaves it where it was. An object that no file names any more, since its words were erased, is removed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import and_, delete, exists, insert, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import OutboxAction
from store.models.staff_files import StaffFile, StoredObject
from store.queues.outbox import OUTBOX, UNSENT

AGAIN = timedelta(seconds=30)
"""A move that has not ended by then is tried again: an object that is written twice is the same."""
ABANDONED = timedelta(minutes=10)
"""A move that has not ended by then writes nothing any more: the store gives requests up much earlier."""


@dataclass(frozen=True, slots=True)
class MovingFile:
    """A claimed file: the message that carries it, the key that it gets, and what it holds."""

    message_id: int
    key: str
    content: bytes


async def movable(session: AsyncSession, now: datetime, most: int) -> Sequence[int]:
    """Return the messages whose files have been sent, and lie in the database: the oldest first."""
    waiting = exists().where(
        OUTBOX.c.message_id == StaffFile.message_id,
        OUTBOX.c.action == OutboxAction.FILE,
        OUTBOX.c.status.in_(UNSENT),
    )
    statement = (
        select(StaffFile.message_id)
        .outerjoin(StoredObject, StoredObject.key == StaffFile.object_key)
        .where(StaffFile.content.is_not(None), not_(waiting))
        .where(or_(StaffFile.object_key.is_(None), StoredObject.begun_at < now - AGAIN))
    )
    return list(await session.scalars(statement.order_by(StaffFile.message_id).limit(most)))


async def claim_move(session: AsyncSession, message_id: int, now: datetime) -> MovingFile | None:
    """Begin to move a file; None where it was erased, or another process moves it."""
    row = select(StaffFile).where(StaffFile.message_id == message_id, StaffFile.content.is_not(None))
    file = await session.scalar(row.with_for_update(skip_locked=True))
    if file is None or file.content is None:
        return None
    if file.object_key is None:
        key = uuid4().hex
        await session.execute(insert(StoredObject).values(key=key, begun_at=now))
        file.object_key = key
        await session.flush()
    else:
        again = update(StoredObject).where(StoredObject.key == file.object_key)
        begun = again.where(StoredObject.begun_at < now - AGAIN).values(begun_at=now)
        if await session.scalar(begun.returning(StoredObject.key)) is None:
            return None
    return MovingFile(message_id, file.object_key, file.content)


async def end_move(session: AsyncSession, moved: MovingFile, now: datetime) -> None:
    """Drop from the database what the store has."""
    await session.execute(
        update(StaffFile)
        .where(StaffFile.message_id == moved.message_id, StaffFile.object_key == moved.key)
        .values(content=None)
    )
    await session.execute(update(StoredObject).where(StoredObject.key == moved.key).values(stored_at=now))


async def unnamed_objects(session: AsyncSession, most: int) -> Sequence[str]:
    """Return the keys of objects that no file names."""
    named = exists().where(StaffFile.object_key == StoredObject.key)
    statement = select(StoredObject.key).where(not_(named))
    return list(await session.scalars(statement.order_by(StoredObject.key).limit(most)))


async def forget_objects(session: AsyncSession, keys: Sequence[str], now: datetime) -> None:
    """Note that the store has removed these.

    One that may be written at this moment, by a move whose file was erased meanwhile, is removed again later.
    """
    is_over = or_(StoredObject.stored_at.is_not(None), StoredObject.begun_at < now - ABANDONED)
    await session.execute(delete(StoredObject).where(and_(StoredObject.key.in_(keys), is_over)))
