"""What customers have asked lately, to try a draft with."""

from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent, Language
from store.models.answers import SEEN, AnswerShowing
from store.models.conversations import Direction, Message


async def past_questions(
    session: AsyncSession, since: datetime, limit: int
) -> tuple[tuple[str, Language | None], ...]:
    """Return the newest inquiries and answered questions since a time, each in its words and language."""
    intent = func.coalesce(
        Message.corrected_intent, Message.chosen_intent, case((Message.sure.is_(True), Message.intent))
    )
    shown = select(AnswerShowing.id).where(
        AnswerShowing.message_id == Message.id, AnswerShowing.kind.in_(SEEN)
    )
    rows = await session.execute(
        select(Message.text, Message.language)
        .where(
            Message.direction == Direction.IN,
            Message.text.is_not(None),
            Message.created_at >= since,
            or_(intent == Intent.INQUIRY, shown.exists()),
        )
        .order_by(Message.id.desc())
        .limit(limit)
    )
    return tuple((text or "", language) for text, language in rows.tuples())
