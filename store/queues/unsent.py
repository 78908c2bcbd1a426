"""Messages that were queued and are not to be sent any more, or not as they are."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import OutboxStatus
from store.queues.outbox import OUTBOX, write_gathered

PayloadChange = Callable[[dict[str, Any]], dict[str, Any]]


async def withdraw(session: AsyncSession, message_id: int) -> bool:
    """Drop a message that waits to be sent; False if it is sent or being sent."""
    await write_gathered(session)
    waiting = delete(OUTBOX).where(
        OUTBOX.c.message_id == message_id, OUTBOX.c.status == OutboxStatus.PENDING, OUTBOX.c.attempts == 0
    )
    return (await session.execute(waiting.returning(OUTBOX.c.id))).first() is not None


async def reword(session: AsyncSession, message_id: int, text: str) -> bool:
    """Give a message that waits to be sent another text; False if it is sent or being sent."""
    return await change_waiting(
        session, OUTBOX.c.message_id == message_id, lambda payload: payload | {"text": text}
    )


async def change_waiting(session: AsyncSession, which: ColumnElement[bool], change: PayloadChange) -> bool:
    """Change the payload of a row that waits; False if it is being sent or was.

    The row stays locked until the transaction ends, so that it is not read for sending in between.
    """
    await write_gathered(session)
    waiting = (
        select(OUTBOX.c.id, OUTBOX.c.payload)
        .where(which, OUTBOX.c.status == OutboxStatus.PENDING, OUTBOX.c.attempts == 0)
        .with_for_update()
    )
    found = (await session.execute(waiting)).first()
    if found is None:
        return False
    changed = (
        update(OUTBOX)
        .where(OUTBOX.c.id == found.id, OUTBOX.c.status == OutboxStatus.PENDING)
        .values(payload=change(found.payload))
        .returning(OUTBOX.c.id)
    )
    return (await session.execute(changed)).first() is not None
