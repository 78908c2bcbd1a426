"""Reviewing what the model understood: a person says what a message is, and can take that back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.labels import Intent
from store.models.conversations import Direction, Message
from store.models.staff import AuditEntry
from store.queries.errors import NotFound


async def correct_intent(
    session: AsyncSession,
    conversation_id: int,
    message_id: int,
    intent: Intent | None,
    staff_id: int,
    now: datetime,
) -> None:
    """Keep what a member of staff says a customer's message is; None takes the correction back.

    The model's own reading stays beside it. Naming the same intent as the model confirms it.

    Raises:
        NotFound: this conversation has no such message of a customer.
    """
    statement = select(Message).where(
        Message.id == message_id,
        Message.conversation_id == conversation_id,
        Message.direction == Direction.IN,
    )
    message = await session.scalar(statement.with_for_update())
    if message is None:
        raise NotFound("message", message_id)
    before = message.corrected_intent
    message.corrected_intent = intent
    message.corrected_by = staff_id if intent else None
    message.corrected_at = now if intent else None
    session.add(
        AuditEntry(
            at=now,
            actor=f"staff:{staff_id}",
            action="intent.corrected" if intent else "intent.correction_withdrawn",
            subject=f"message:{message_id}",
            detail={
                "model": message.intent and message.intent.value,
                "before": before and before.value,
                "after": intent and intent.value,
            },
        )
    )
