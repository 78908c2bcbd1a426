"""Whether each message of staff reached the customer, shown as a reaction and not as a message."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staffroom.room.room_voice import show_receipt
from store.models.queues import OutboxItem, OutboxStatus
from store.models.staff_rooms import CustomerTopic, Receipt, RelayedMessage, StaffRoom
from store.queues.outbox import UNSENT

MOST = 100


async def show_receipts(session: AsyncSession, room: StaffRoom, now: datetime) -> None:
    """Show how the queued messages of staff ended."""
    last = (
        select(func.max(OutboxItem.id))
        .where(OutboxItem.message_id == RelayedMessage.message_id)
        .correlate(RelayedMessage)
        .scalar_subquery()
    )
    found = await session.execute(
        select(RelayedMessage, OutboxItem.status)
        .join(CustomerTopic, CustomerTopic.id == RelayedMessage.topic_id)
        .outerjoin(OutboxItem, OutboxItem.id == last)
        .where(CustomerTopic.room_id == room.id, RelayedMessage.receipt == Receipt.QUEUED)
        .order_by(RelayedMessage.id)
        .limit(MOST)
    )
    for relayed, status in found.tuples():
        if status in UNSENT:
            continue
        relayed.receipt = Receipt.DELIVERED if status is OutboxStatus.SENT else Receipt.FAILED
        if relayed.group_number is not None:
            await show_receipt(session, room, relayed.group_number, relayed.receipt, now)
