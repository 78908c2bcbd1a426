"""Questions that are known now, since an answer to them is published."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import AnswerQuestion


async def published_questions(session: AsyncSession) -> frozenset[str]:
    """Return all published questions, normalised."""
    return frozenset(await session.scalars(select(AnswerQuestion.normalised)))
