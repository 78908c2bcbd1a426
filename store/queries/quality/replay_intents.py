"""Which intent was recognised for a customer's first words: what a replay compares with the truth."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer

AT_ONCE = 500  # bound parameters that any database takes


async def first_intents(session: AsyncSession, telegram_ids: Sequence[int]) -> Mapping[int, Intent]:
    """The intent of each customer's first text, by Telegram id; those not understood yet are left out."""
    found: dict[int, Intent] = {}
    for start in range(0, len(telegram_ids), AT_ONCE):
        statement = (
            select(Customer.telegram_id, Message.intent)
            .join(Conversation, Conversation.customer_id == Customer.id)
            .join(Message, Message.conversation_id == Conversation.id)
            .where(
                Customer.telegram_id.in_(telegram_ids[start : start + AT_ONCE]),
                Message.direction == Direction.IN,
                Message.kind == MessageKind.TEXT,
                Message.intent.is_not(None),
            )
            .order_by(Message.id.desc())
        )
        # Newest first, so that the first message of a customer is written last and stays.
        found.update((telegram_id, intent) for telegram_id, intent in await session.execute(statement))
    return found
