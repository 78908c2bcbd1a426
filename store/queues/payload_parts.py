"""Parts that an outgoing row can lose, or gain before it is sent."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.queues.outbox import OUTBOX
from store.queues.outgoing import ORIGINALS, TOPIC
from store.queues.unsent import change_waiting


async def drop_document(session: AsyncSession, row_id: int) -> None:
    """Keep no copy of the file that a settled row carried; the rest of it stays."""
    await _drop(session, row_id, "document")


async def leave_topic(session: AsyncSession, row_id: int) -> None:
    """Let a row be sent outside its topic, which takes no more messages."""
    await _drop(session, row_id, TOPIC)


async def add_original(session: AsyncSession, row_id: int, number: int) -> bool:
    """Let a row that waits copy one more message; False if it is being sent or was."""

    def longer(payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {ORIGINALS: [*payload.get(ORIGINALS, ()), number]}

    return await change_waiting(session, OUTBOX.c.id == row_id, longer)


async def _drop(session: AsyncSession, row_id: int, part: str) -> None:
    payload = (await session.execute(select(OUTBOX.c.payload).where(OUTBOX.c.id == row_id))).scalar_one()
    kept = {name: value for name, value in payload.items() if name != part}
    await session.execute(update(OUTBOX).where(OUTBOX.c.id == row_id).values(payload=kept))
