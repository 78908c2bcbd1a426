"""Customers' messages that staff have labelled: what the understanding can learn from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent, Language
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer


@dataclass(frozen=True, slots=True)
class LabelledMessage:
    """A message as it was written, what staff say it is, and the names by which its writer is known."""

    text: str
    language: Language | None
    intent: Intent
    names: tuple[str, ...]


async def corrections(session: AsyncSession) -> Sequence[LabelledMessage]:
    """All of them, in the order in which they were made.

    The choices of customers among the three buttons are left out: only known people may teach the model.
    """
    statement = (
        select(
            Message.text,
            Message.language,
            Message.corrected_intent,
            Customer.first_name,
            Customer.username,
        )
        .join(Conversation, Message.conversation_id == Conversation.id)
        .join(Customer, Conversation.customer_id == Customer.id)
        .where(
            Message.direction == Direction.IN,
            Message.corrected_intent.is_not(None),
            Message.text.is_not(None),
        )
        .order_by(Message.corrected_at, Message.id)
    )
    return [
        LabelledMessage(text, language, intent, tuple(name for name in names if name))
        for text, language, intent, *names in await session.execute(statement)
    ]
