"""What came in last."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message


async def newest_message(session: AsyncSession, conversation_id: int | None = None) -> int:
    """The id of the newest message, in one conversation or anywhere; 0 where there is none."""
    statement = select(func.max(Message.id))
    if conversation_id is not None:
        statement = statement.where(Message.conversation_id == conversation_id)
    return await session.scalar(statement) or 0
