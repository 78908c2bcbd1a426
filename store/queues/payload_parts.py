"""Parts that an outgoing row can lose, or gain before it is sent."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import OutboxStatus
from store.queues.outbox import ORIGINALS, OUTBOX, TOPIC


async def drop_document(session: AsyncSession, row_id: int) -> None:
    """Keep no copy of the file that a settled row carried; the rest of it stays."""
    await _drop(session, row_id, "document")


async def leave_topic(session: AsyncSession, row_id: int) -> None:
    """Let a row be sent outside its topic, which takes no more messages."""
    await _drop(session, row_id, TOPIC)


async def add_original(session: AsyncSession, row_id: int, number: int) -> bool:
    """Let a row that waits copy one more message; False if it is being sent or was."""
    row = await session.execute(
        select(OUTBOX.c.payload).where(
            OUTBOX.c.id == row_id, OUTBOX.c.status == OutboxStatus.PENDING, OUTBOX.c.attempts == 0
        )
    )
    payload = row.scalar_one_or_none()
    if payload is None:
        return False
    more = payload | {ORIGINALS: [*payload.get(ORIGINALS, ()), number]}
    await session.execute(update(OUTBOX).where(OUTBOX.c.id == row_id).values(payload=more))
    return True


async def _drop(session: AsyncSession, row_id: int, part: str) -> None:
    payload = (await session.execute(select(OUTBOX.c.payload).where(OUTBOX.c.id == row_id))).scalar_one()
    kept = {name: value for name, value in payload.items() if name != part}
    await session.execute(update(OUTBOX).where(OUTBOX.c.id == row_id).values(payload=kept))
