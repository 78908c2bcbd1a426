"""Notes that colleagues write in the console: the topic shows them too."""

from datetime import datetime

from sqlalchemy import and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_pace import free_messages
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room
from store.models.conversations import Conversation, Note
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, RelayedMessage, StaffRoom, TopicState

MOST = 20


async def relay_notes(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Queue the notes of open topics that were written since the last look and are not there yet."""
    relayed = exists().where(RelayedMessage.note_id == Note.id)
    found = await session.execute(
        select(Note, Staff.name, CustomerTopic, relayed)
        .join(Conversation, Conversation.id == Note.conversation_id)
        .join(Staff, Staff.id == Note.staff_id)
        .outerjoin(
            CustomerTopic,
            and_(
                CustomerTopic.customer_id == Conversation.customer_id,
                CustomerTopic.room_id == room.id,
                CustomerTopic.state == TopicState.OPEN,
            ),
        )
        .where(Note.id > room.notes_to)
        .order_by(Note.id)
        .limit(MOST)
    )
    for note, name, topic, is_there in found.tuples():
        if topic is not None and not is_there:
            if free_messages(room.full_at, now) == 0:
                return
            text = room_text(house.language, "note", name=name, text=note.text)
            row_id = await say_in_room(session, room, text, now, topic=topic)
            session.add(RelayedMessage(topic_id=topic.id, note_id=note.id, outbox_id=row_id, at=now))
        room.notes_to = note.id
