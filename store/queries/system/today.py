"""What customers wrote in a stretch of time, by what it was about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent
from store.models.conversations import QUIET, Conversation, Direction, Message
from store.models.customers import tests_among_customers
from store.queries.conversations.effective_intent import effective_intent, is_uncertain


@dataclass(frozen=True, slots=True)
class IncomingCounts:
    """How many messages came, how many of each intent, and how many without a certain intent."""

    messages: int = 0
    uncertain: int = 0
    intents: Mapping[Intent, int] = field(default_factory=dict)


async def count_incoming(session: AsyncSession, since: datetime) -> IncomingCounts:
    """What customers wrote or sent from a moment on; photos and other things without words have no intent.

    Taps on buttons and commands are kept as messages too, but are not words. Test customers do not count.
    """
    intent = effective_intent().label("effective")
    uncertain = func.sum(case((is_uncertain(), 1), else_=0))
    statement = (
        select(intent, func.count(Message.id), uncertain)
        # The conversations have an index on their time; messages are reached through them.
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.last_message_at >= since,
            Conversation.customer_id.not_in(tests_among_customers()),
            Message.direction == Direction.IN,
            Message.kind.not_in(QUIET),
            Message.created_at >= since,
        )
        .group_by(intent)
    )
    rows = (await session.execute(statement)).tuples().all()
    counts = {found: count for found, count, _ in rows if found is not None}
    return IncomingCounts(
        messages=sum(count for _, count, _ in rows),
        uncertain=sum(int(doubtful) for _, _, doubtful in rows),
        intents=dict(sorted(counts.items(), key=lambda item: -item[1])),
    )
