"""Messages that customers have edited: their copy in the topic is changed too."""

from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_voice import queue_in_room
from actions.staffroom.topics.relayed_text import bundle_text
from actions.staffroom.topics.room_marks import pass_rows
from store.models.conversations import Message, MessageKind, Revision
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff_rooms import CustomerTopic, RelayedMessage, StaffRoom
from store.queries.staffroom.late_rows import unseen
from store.queries.staffroom.relay_lines import lines_of
from store.queues.message_split import LONGEST, LONGEST_CAPTION, split, units
from store.queues.outbox import UNSENT
from store.queues.outgoing import Outgoing

MOST = 50


async def relay_edits(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Change what the topics show of edited messages. What is still being sent there is changed later."""
    found = await session.execute(
        select(Revision.id, RelayedMessage, OutboxItem, CustomerTopic.thread)
        .outerjoin(RelayedMessage, RelayedMessage.message_id == Revision.message_id)
        .outerjoin(
            CustomerTopic,
            and_(CustomerTopic.id == RelayedMessage.topic_id, CustomerTopic.room_id == room.id),
        )
        .outerjoin(OutboxItem, and_(OutboxItem.id == RelayedMessage.outbox_id, CustomerTopic.id.is_not(None)))
        .where(unseen(room, Revision))
        .order_by(Revision.id)
        .limit(MOST)
    )
    edits = found.tuples().all()
    waiting = {number for number, _, shown, _ in edits if shown is not None and shown.status in UNSENT}
    for number, relayed, shown, thread in edits:
        if relayed is not None and shown is not None and number not in waiting:
            await _change(session, room, relayed, shown, thread, now, house)
    pass_rows(room, Revision, {number for number, *_ in edits} - waiting)


async def _change(
    session: AsyncSession,
    room: StaffRoom,
    relayed: RelayedMessage,
    shown: OutboxItem,
    thread: int | None,
    now: datetime,
    house: House,
) -> None:
    if shown.telegram_message_id is None or relayed.message_id is None:
        return
    message = await session.get_one(Message, relayed.message_id)
    if message.kind is MessageKind.TEXT:
        joined = select(RelayedMessage.message_id).where(RelayedMessage.outbox_id == shown.id)
        numbers = [each for each in await session.scalars(joined) if each is not None]
        text = bundle_text(await lines_of(session, numbers), house.language)
        action, text = OutboxAction.EDIT, _shortened(text, LONGEST)
    else:
        action, text = OutboxAction.EDIT_CAPTION, _shortened(message.text or "", LONGEST_CAPTION)
    edit = Outgoing(shown.address, action, text, target=shown.telegram_message_id, topic=thread)
    await queue_in_room(session, room, edit, now)


def _shortened(text: str, longest: int) -> str:
    """Return a text that an edit can carry: with what was joined or written before it, it may be too long."""
    return text if units(text) <= longest else split(text, longest - 1)[0] + "…"
