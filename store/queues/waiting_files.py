"""Files that wait to be sent."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.queues import OutboxAction
from store.queues.outbox import OUTBOX, UNSENT, write_gathered


async def has_document(session: AsyncSession, address: Address) -> bool:
    """Return whether a file waits to be sent to a chat."""
    await write_gathered(session)
    waiting = select(OUTBOX.c.id).where(
        OUTBOX.c.address == address,
        OUTBOX.c.status.in_(UNSENT),
        OUTBOX.c.action == OutboxAction.DOCUMENT,
    )
    return await session.scalar(waiting.limit(1)) is not None
