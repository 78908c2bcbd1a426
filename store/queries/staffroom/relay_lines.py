"""What is still to be shown in a customer's topic, and where the rest of a talk stands there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.conversations import QUIET, Conversation, Direction, Message, MessageKind, Revision
from store.models.queues import OutboxItem
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, RelayedMessage

MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class RelayLine:
    """One message of the transcript; `address` and `number` say where it is in the customer's chat."""

    id: int
    direction: Direction
    kind: MessageKind
    text: str | None
    staff_name: str | None
    quoted: str | None
    forwarded_from: str | None
    album: str | None
    reply_to: int | None
    address: Address | None
    number: int | None
    created_at: datetime
    is_edited: bool = False


LINE = (
    select(
        Message.id,
        Message.direction,
        Message.kind,
        Message.text,
        Staff.name,
        Message.quoted,
        Message.forwarded_from,
        Message.album,
        Message.reply_to,
        Message.address,
        Message.telegram_message_id,
        Message.created_at,
        exists().where(Revision.message_id == Message.id),
    )
    .join(Conversation, Conversation.id == Message.conversation_id)
    .outerjoin(Staff, Staff.id == Message.staff_id)
)


async def unrelayed_lines(session: AsyncSession, topic: CustomerTopic) -> tuple[RelayLine, ...]:
    """Return the oldest messages that the topic does not have yet."""
    relayed = exists().where(RelayedMessage.topic_id == topic.id, RelayedMessage.message_id == Message.id)
    found = await session.execute(
        LINE.where(
            Conversation.customer_id == topic.customer_id,
            Message.id >= (topic.behind_from or 0),
            Message.kind.not_in(QUIET),
            ~relayed,
        )
        .order_by(Message.id)
        .limit(MOST_LINES)
    )
    return tuple(RelayLine(*row) for row in found)


async def lines_of(session: AsyncSession, message_ids: Collection[int]) -> tuple[RelayLine, ...]:
    """Return these messages in their order."""
    found = await session.execute(LINE.where(Message.id.in_(message_ids)).order_by(Message.id))
    return tuple(RelayLine(*row) for row in found)


async def number_in_group(session: AsyncSession, topic: CustomerTopic, line: RelayLine) -> int | None:
    """Return the group's number of the message that a line replies to; None if the topic does not have it."""
    if line.reply_to is None:
        return None
    found = await session.execute(
        select(RelayedMessage.group_number, OutboxItem.telegram_message_id)
        .join(Message, Message.id == RelayedMessage.message_id)
        .outerjoin(OutboxItem, OutboxItem.id == RelayedMessage.outbox_id)
        .where(
            RelayedMessage.topic_id == topic.id,
            Message.telegram_message_id == line.reply_to,
            Message.address == line.address,
        )
        .limit(1)
    )
    row = found.one_or_none()
    return None if row is None else row[0] or row[1]


async def relayed_by_number(
    session: AsyncSession, topic: CustomerTopic, number: int
) -> RelayedMessage | None:
    """Return what stands in the topic under a number of the group; of joined messages, the last."""
    ours = select(OutboxItem.id).where(
        OutboxItem.id == RelayedMessage.outbox_id, OutboxItem.telegram_message_id == number
    )
    found: RelayedMessage | None = await session.scalar(
        select(RelayedMessage)
        .where(RelayedMessage.topic_id == topic.id, (RelayedMessage.group_number == number) | ours.exists())
        .order_by(RelayedMessage.id.desc())
        .limit(1)
    )
    return found
