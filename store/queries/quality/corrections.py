"""Customers' messages that staff have labelled: what the understanding can learn from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent, Language
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer
from store.models.reviews import IntentReview


@dataclass(frozen=True, slots=True)
class LabelledMessage:
    """A message as it was written, what staff say it is, and the names by which its writer is known.

    `model` is what the model had recognised; `readers` is what each member of staff last said, by id.
    """

    text: str
    language: Language | None
    intent: Intent
    names: tuple[str, ...]
    model: Intent | None
    customer_id: int
    readers: Mapping[int, Intent]


async def corrections(session: AsyncSession) -> Sequence[LabelledMessage]:
    """All of them, in the order in which they were made.

    The choices of customers among the three buttons are left out: only known people may teach the model.
    """
    statement = (
        select(
            Message.id,
            Message.text,
            Message.language,
            Message.corrected_intent,
            Message.corrected_by,
            Message.intent,
            Customer.id,
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
    readers = await _readers(session)
    return [
        LabelledMessage(
            text,
            language,
            intent,
            tuple(name for name in names if name),
            model,
            customer_id,
            # A label of before there were reviews has only the name of its last reader.
            ({by: intent} if by is not None else {}) | readers.get(message_id, {}),
        )
        for message_id, text, language, intent, by, model, customer_id, *names in await session.execute(
            statement
        )
    ]


async def _readers(session: AsyncSession) -> Mapping[int, dict[int, Intent]]:
    """What each member of staff last said of each message; what was taken back is left out."""
    statement = select(IntentReview.message_id, IntentReview.staff_id, IntentReview.after)
    said: defaultdict[int, dict[int, Intent]] = defaultdict(dict)
    for message_id, staff_id, after in (await session.execute(statement.order_by(IntentReview.id))).tuples():
        said[message_id].pop(staff_id, None)
        if after is not None:
            said[message_id][staff_id] = after
    return said
