"""Questions that need no look any more: staff have dealt with them, or they are published now."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import AnswerQuestion, SettledQuestion


async def settled_messages(session: AsyncSession) -> frozenset[int]:
    """Return the ids of the messages that staff have dealt with."""
    return frozenset(await session.scalars(select(SettledQuestion.message_id)))


async def published_questions(session: AsyncSession) -> frozenset[str]:
    """Return all published questions, normalised."""
    return frozenset(await session.scalars(select(AnswerQuestion.normalised)))
