"""Whether each message of staff reached the customer, shown as a reaction and not as a message."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room, show_receipt
from store.models.conversations import Message
from store.models.queues import OutboxItem, OutboxStatus
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, Receipt, RelayedMessage, StaffRoom
from store.queues.outbox import UNSENT

MOST = 100


async def show_receipts(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Show how the queued messages of staff ended.

    Where a topic was made again, the message may be gone with the former one: a failure is said there too.
    """
    last = (
        select(func.max(OutboxItem.id))
        .where(OutboxItem.message_id == RelayedMessage.message_id)
        .correlate(RelayedMessage)
        .scalar_subquery()
    )
    found = await session.execute(
        select(RelayedMessage, OutboxItem.status, CustomerTopic, Staff.name)
        .join(CustomerTopic, CustomerTopic.id == RelayedMessage.topic_id)
        .outerjoin(OutboxItem, OutboxItem.id == last)
        .outerjoin(Message, Message.id == RelayedMessage.message_id)
        .outerjoin(Staff, Staff.id == Message.staff_id)
        .where(CustomerTopic.room_id == room.id, RelayedMessage.receipt == Receipt.QUEUED)
        .order_by(RelayedMessage.id)
        .limit(MOST)
    )
    for relayed, status, topic, name in found.tuples():
        has_failed = status is not OutboxStatus.SENT
        if status in UNSENT or (has_failed and topic.thread is None):
            continue
        relayed.receipt = Receipt.FAILED if has_failed else Receipt.DELIVERED
        if relayed.group_number is not None:
            await show_receipt(session, room, relayed.group_number, relayed.receipt, now)
        if has_failed and topic.former:
            text = room_text(house.language, "reply_failed", name=name or "")
            await say_in_room(session, room, text, now, topic=topic)
