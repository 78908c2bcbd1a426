"""Reviewing what the model understood: a person says what a message is, and can take that back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent
from store.models.conversations import Direction, Message
from store.models.reviews import IntentReview, ReviewQueue
from store.models.staff import AuditEntry
from store.queries.not_found import NotFound


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who says it, and from which queue; none where it is done in a transcript."""

    staff_id: int
    queue: ReviewQueue | None = None


async def correct_intent(
    session: AsyncSession,
    conversation_id: int,
    message_id: int,
    intent: Intent | None,
    staff_id: int,
    now: datetime,
) -> int:
    """Keep what a member of staff says in a transcript; see `review`.

    Raises:
        NotFound: there is no such message of a customer in this conversation.
    """
    message = await _message(session, message_id)
    if message.conversation_id != conversation_id:
        raise NotFound("message", message_id)
    return await _keep(session, message, intent, Reviewer(staff_id), now)


async def review(
    session: AsyncSession, message_id: int, intent: Intent | None, reviewer: Reviewer, now: datetime
) -> int:
    """Keep what a member of staff says a customer's message is; None takes the correction back.

    The model's own reading stays beside it. Naming the same intent as the model confirms it. Gives the id of
    the review, by which it can be undone.

    Raises:
        NotFound: there is no such message of a customer.
    """
    return await _keep(session, await _message(session, message_id), intent, reviewer, now)


async def undo(session: AsyncSession, review_id: int, reviewer: Reviewer, now: datetime) -> int:
    """Undo one's own review by adding another; return the id of the message.

    Raises:
        NotFound: it is another person's review, or the message was reviewed again since.
    """
    done = await session.get(IntentReview, review_id)
    if done is None or done.staff_id != reviewer.staff_id:
        raise NotFound("review", review_id)
    message = await _message(session, done.message_id)
    latest = await session.scalar(
        select(IntentReview.id)
        .where(IntentReview.message_id == message.id)
        .order_by(IntentReview.id.desc())
        .limit(1)
    )
    if latest != review_id:
        raise NotFound("review", review_id)
    await _keep(session, message, done.before, reviewer, now)
    return message.id


async def _message(session: AsyncSession, message_id: int) -> Message:
    statement = select(Message).where(Message.id == message_id, Message.direction == Direction.IN)
    message: Message | None = await session.scalar(statement.with_for_update())
    if message is None:
        raise NotFound("message", message_id)
    return message


async def _keep(
    session: AsyncSession, message: Message, intent: Intent | None, reviewer: Reviewer, now: datetime
) -> int:
    before = message.corrected_intent
    message.corrected_intent = intent
    message.corrected_by = reviewer.staff_id if intent else None
    message.corrected_at = now if intent else None
    done = IntentReview(
        message_id=message.id,
        staff_id=reviewer.staff_id,
        queue=reviewer.queue,
        model=message.intent,
        before=before,
        after=intent,
        at=now,
    )
    session.add(done)
    session.add(
        AuditEntry(
            at=now,
            actor=f"staff:{reviewer.staff_id}",
            action="intent.corrected" if intent else "intent.correction_withdrawn",
            subject=f"message:{message.id}",
            detail={
                "model": message.intent and message.intent.value,
                "before": before and before.value,
                "after": intent and intent.value,
            },
        )
    )
    await session.flush()
    return done.id
