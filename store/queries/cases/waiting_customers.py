"""Since when customers wait for the answer of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.conversations import QUIET, Direction, Message


@dataclass(frozen=True, slots=True)
class WaitingSince:
    """When the first message was written that no person has answered, and the id of the newest one."""

    since: datetime
    newest: int


async def waiting_customers(
    session: AsyncSession, conversation_ids: Sequence[int]
) -> dict[int, WaitingSince]:
    """Those of these conversations in which a person has said nothing after the customer."""
    reply = aliased(Message)
    last_reply = (
        select(func.max(reply.id))
        .where(reply.conversation_id == Message.conversation_id, reply.staff_id.is_not(None))
        .correlate(Message)
        .scalar_subquery()
    )
    statement = (
        select(Message.conversation_id, func.min(Message.created_at), func.max(Message.id))
        .where(
            Message.conversation_id.in_(conversation_ids),
            Message.direction == Direction.IN,
            Message.kind.not_in(QUIET),
            Message.id > func.coalesce(last_reply, 0),
        )
        .group_by(Message.conversation_id)
    )
    rows = (await session.execute(statement)).tuples()
    return {conversation_id: WaitingSince(since, newest) for conversation_id, since, newest in rows}
