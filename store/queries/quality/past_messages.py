"""Messages of customers that a candidate model is tried on, and those that it would read otherwise."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Direction, Message, MessageKind


async def newest_texts(session: AsyncSession, limit: int) -> Sequence[tuple[int, str]]:
    """Return the ids and texts of the newest text messages of customers, newest first."""
    statement = (
        select(Message.id, Message.text)
        .where(
            Message.direction == Direction.IN,
            Message.kind == MessageKind.TEXT,
            Message.text.is_not(None),
            Message.intent.is_not(None),
        )
        .order_by(Message.id.desc())
        .limit(limit)
    )
    return [(number, text) for number, text in (await session.execute(statement)).tuples() if text]


async def texts_by_id(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, tuple[int, str]]:
    """Return conversation and text of these messages, without those that were erased since."""
    statement = select(Message.id, Message.conversation_id, Message.text).where(
        Message.id.in_(ids), Message.text.is_not(None)
    )
    rows = (await session.execute(statement)).tuples()
    return {number: (conversation, text) for number, conversation, text in rows if text}
