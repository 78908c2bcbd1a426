"""Files of staff that move into the store of objects, and objects there that are to be removed.

A file is claimed, written into the store, and only then dropped from the database: a crash or an outage
leaves it where it was. An object whose file is gone, since its words were erased, is removed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, exists, func, insert, not_, or_, select, update
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


@dataclass(frozen=True, slots=True)
class UnnamedObject:
    """An object whose file is gone; if its move `is_over`, it is not written any more."""

    key: str
    is_over: bool


async def movable(session: AsyncSession, now: datetime, most: int) -> Sequence[int]:
    """Return the messages whose files have been sent, and lie in the database: the oldest first."""
    waiting = exists().where(
        OUTBOX.c.message_id == StaffFile.message_id,
        OUTBOX.c.action == OutboxAction.FILE,
        OUTBOX.c.status.in_(UNSENT),
    )
    statement = (
        select(StaffFile.message_id)
        .outerjoin(StoredObject, StoredObject.message_id == StaffFile.message_id)
        .where(StaffFile.content.is_not(None), not_(waiting))
        .where(or_(StoredObject.key.is_(None), StoredObject.begun_at < now - AGAIN))
    )
    return list(await session.scalars(statement.order_by(StaffFile.message_id).limit(most)))


async def claim_move(session: AsyncSession, message_id: int, now: datetime) -> MovingFile | None:
    """Begin to move a file; None where it was erased, or another process moves it."""
    row = select(StaffFile.content).where(StaffFile.message_id == message_id, StaffFile.content.is_not(None))
    content = await session.scalar(row.with_for_update(skip_locked=True))
    if content is None:
        return None
    of_file = StoredObject.message_id == message_id
    key = await session.scalar(select(StoredObject.key).where(of_file))
    if key is None:
        key = uuid4().hex
        await session.execute(insert(StoredObject).values(key=key, message_id=message_id, begun_at=now))
        return MovingFile(message_id, key, content)
    again = update(StoredObject).where(of_file, StoredObject.begun_at < now - AGAIN).values(begun_at=now)
    begun = await session.scalar(again.returning(StoredObject.key))
    return MovingFile(message_id, key, content) if begun else None


async def end_move(session: AsyncSession, moved: MovingFile) -> None:
    """Drop from the database what the store has."""
    is_its_own = exists().where(
        StoredObject.key == moved.key, StoredObject.message_id == StaffFile.message_id
    )
    await session.execute(
        update(StaffFile).where(StaffFile.message_id == moved.message_id, is_its_own).values(content=None)
    )


async def unnamed_objects(session: AsyncSession, now: datetime, most: int) -> Sequence[UnnamedObject]:
    """Return objects whose files are gone, the oldest first.

    One that may be written at this moment, by a move whose file was erased meanwhile, is returned until it
    was removed, and once more when the move is over.
    """
    is_over = StoredObject.begun_at < now - ABANDONED
    statement = (
        select(StoredObject.key, is_over)
        .where(StoredObject.message_id.is_(None), or_(StoredObject.removed_at.is_(None), is_over))
        .order_by(StoredObject.begun_at)
        .limit(most)
    )
    return [UnnamedObject(*row) for row in await session.execute(statement)]


async def forget_objects(session: AsyncSession, removed: Sequence[UnnamedObject], now: datetime) -> None:
    """Note that the store has removed these, and forget those that were not written any more before that."""
    over = [each.key for each in removed if each.is_over]
    others = [each.key for each in removed if not each.is_over]
    await session.execute(delete(StoredObject).where(StoredObject.key.in_(over)))
    await session.execute(update(StoredObject).where(StoredObject.key.in_(others)).values(removed_at=now))


async def count_objects(session: AsyncSession) -> int:
    """Return how many objects are, or may be, in the store."""
    return await session.scalar(select(func.count()).select_from(StoredObject)) or 0
