"""Messages that customers have edited: their copy in the topic is changed too."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.topics.relayed_text import bundle_text
from store.models.conversations import Message, MessageKind, Revision
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff_rooms import CustomerTopic, RelayedMessage, StaffRoom
from store.queries.staffroom.relay_lines import lines_of
from store.queues import outbox
from store.queues.outbox import UNSENT, Outgoing

MOST = 50


async def relay_edits(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Change what the topics show of edited messages. What is still being sent there is changed later."""
    found = await session.execute(
        select(Revision.id, RelayedMessage, OutboxItem)
        .outerjoin(RelayedMessage, RelayedMessage.message_id == Revision.message_id)
        .outerjoin(CustomerTopic, CustomerTopic.id == RelayedMessage.topic_id)
        .outerjoin(OutboxItem, OutboxItem.id == RelayedMessage.outbox_id)
        .where(Revision.id > room.revised_to)
        .order_by(Revision.id)
        .limit(MOST)
    )
    for number, relayed, shown in found.tuples():
        if relayed is not None and shown is not None:
            if shown.status in UNSENT:
                return
            await _change(session, relayed, shown, now, house)
        room.revised_to = number


async def _change(
    session: AsyncSession, relayed: RelayedMessage, shown: OutboxItem, now: datetime, house: House
) -> None:
    if shown.telegram_message_id is None or relayed.message_id is None:
        return
    message = await session.get_one(Message, relayed.message_id)
    if message.kind is MessageKind.TEXT:
        joined = select(RelayedMessage.message_id).where(RelayedMessage.outbox_id == shown.id)
        numbers = [each for each in await session.scalars(joined) if each is not None]
        action, text = OutboxAction.EDIT, bundle_text(await lines_of(session, numbers), house.language)
    else:
        action, text = OutboxAction.EDIT_CAPTION, message.text or ""
    await outbox.add(session, Outgoing(shown.address, action, text, target=shown.telegram_message_id), now)
