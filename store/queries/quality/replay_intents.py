"""Which intent was recognised for a customer's first words: what a replay compares with the truth."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent
from store.models.address import Address
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer

AT_ONCE = 500  # bound parameters that any database takes


async def first_intents(session: AsyncSession, accounts: Sequence[Address]) -> Mapping[Address, Intent]:
    """Return the intent of each customer's first text by account, without those not understood yet."""
    found: dict[Address, Intent] = {}
    for start in range(0, len(accounts), AT_ONCE):
        statement = (
            select(Customer.account, Message.intent)
            .join(Conversation, Conversation.customer_id == Customer.id)
            .join(Message, Message.conversation_id == Conversation.id)
            .where(
                Customer.account.in_(accounts[start : start + AT_ONCE]),
                Message.direction == Direction.IN,
                Message.kind == MessageKind.TEXT,
                Message.intent.is_not(None),
            )
            .order_by(Message.id.desc())
        )
        # Newest first, so that the first message of a customer is written last and stays.
        found.update((account, intent) for account, intent in await session.execute(statement))
    return found
