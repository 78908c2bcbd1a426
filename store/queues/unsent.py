"""Messages that were queued and are not to be sent any more."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import OutboxStatus
from store.queues.outbox import OUTBOX


async def withdraw(session: AsyncSession, message_id: int) -> bool:
    """Drop a message that waits to be sent; False if it is sent or being sent."""
    waiting = delete(OUTBOX).where(
        OUTBOX.c.message_id == message_id, OUTBOX.c.status == OutboxStatus.PENDING, OUTBOX.c.attempts == 0
    )
    return (await session.execute(waiting.returning(OUTBOX.c.id))).first() is not None


async def reword(session: AsyncSession, message_id: int, text: str) -> bool:
    """Give a message that waits to be sent another text; False if it is sent or being sent."""
    waiting = (
        select(OUTBOX.c.id, OUTBOX.c.payload)
        .where(
            OUTBOX.c.message_id == message_id,
            OUTBOX.c.status == OutboxStatus.PENDING,
            OUTBOX.c.attempts == 0,
        )
        .with_for_update()
    )
    found = (await session.execute(waiting)).first()
    if found is None:
        return False
    changed = update(OUTBOX).where(OUTBOX.c.id == found.id, OUTBOX.c.status == OutboxStatus.PENDING)
    reworded = await session.execute(
        changed.values(payload={**found.payload, "text": text}).returning(OUTBOX.c.id)
    )
    return reworded.first() is not None
