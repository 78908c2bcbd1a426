"""Messages that were queued and are not to be sent any more."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import OutboxStatus
from store.queues.outbox import OUTBOX


async def withdraw(session: AsyncSession, message_id: int) -> bool:
    """Drop a message that waits to be sent; False if it is sent or being sent."""
    waiting = delete(OUTBOX).where(
        OUTBOX.c.message_id == message_id, OUTBOX.c.status == OutboxStatus.PENDING, OUTBOX.c.attempts == 0
    )
    return (await session.execute(waiting.returning(OUTBOX.c.id))).first() is not None
