"""Since when customers wait for the answer of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.conversations import QUIET, Conversation, Direction, Message

REPLY = aliased(Message)


@dataclass(frozen=True, slots=True)
class WaitingSince:
    """When the first message was written that no person has answered, and the id of the newest one."""

    since: datetime
    newest: int


async def waiting_customers(
    session: AsyncSession, conversation_ids: Sequence[int]
) -> dict[int, WaitingSince]:
    """Those of these conversations in which a person has said nothing after the customer."""
    answered = (
        select(REPLY.conversation_id, func.max(REPLY.id).label("last_reply"))
        .where(
            REPLY.conversation_id.in_(conversation_ids),
            REPLY.staff_id.is_not(None),
            REPLY.deleted_at.is_(None),
        )
        .group_by(REPLY.conversation_id)
        .subquery()
    )
    statement = (
        select(Message.conversation_id, func.min(Message.created_at), func.max(Message.id))
        .outerjoin(answered, answered.c.conversation_id == Message.conversation_id)
        .where(
            Message.conversation_id.in_(conversation_ids),
            Message.direction == Direction.IN,
            Message.kind.not_in(QUIET),
            Message.id > func.coalesce(answered.c.last_reply, 0),
        )
        .group_by(Message.conversation_id)
    )
    rows = (await session.execute(statement)).tuples()
    return {conversation_id: WaitingSince(since, newest) for conversation_id, since, newest in rows}


async def is_answered(session: AsyncSession, customer_id: int, since: datetime) -> bool:
    """Whether a person has written to the customer after their last words, and not before a moment."""
    of_customer = Conversation.customer_id == customer_id
    last_words = (
        select(func.max(Message.id))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(of_customer, Message.direction == Direction.IN, Message.kind.not_in(QUIET))
    )
    replies = (
        select(REPLY.id)
        .join(Conversation, Conversation.id == REPLY.conversation_id)
        .where(
            of_customer,
            REPLY.id > func.coalesce(last_words.scalar_subquery().correlate(None), 0),
            REPLY.staff_id.is_not(None),
            REPLY.deleted_at.is_(None),
            REPLY.created_at >= since,
        )
    )
    return await session.scalar(replies.limit(1)) is not None
