"""Notes that colleagues write in the console: the topic shows them too, as soon as it is open."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_pace import free_messages
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room
from store.models.conversations import Conversation, Note
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, RelayedMessage, StaffRoom, TopicState

MOST = 20


async def mark_noted(session: AsyncSession, room: StaffRoom) -> None:
    """Note which topics lack a new note."""
    found = await session.execute(
        select(CustomerTopic, func.min(Note.id))
        .join(Conversation, Conversation.customer_id == CustomerTopic.customer_id)
        .join(Note, Note.conversation_id == Conversation.id)
        .where(CustomerTopic.room_id == room.id, Note.id > room.notes_to, _is_lacking())
        .group_by(CustomerTopic.id)
    )
    for topic, first in found.tuples():
        topic.notes_from = first if topic.notes_from is None else min(first, topic.notes_from)


async def relay_notes(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Queue the notes that open topics lack, the oldest first, as far as the pace allows."""
    found = await session.execute(
        select(Note, Staff.name, CustomerTopic)
        .join(Conversation, Conversation.id == Note.conversation_id)
        .join(Staff, Staff.id == Note.staff_id)
        .join(CustomerTopic, CustomerTopic.customer_id == Conversation.customer_id)
        .where(
            CustomerTopic.room_id == room.id,
            CustomerTopic.state == TopicState.OPEN,
            CustomerTopic.notes_from.is_not(None),
            Note.id >= CustomerTopic.notes_from,
            _is_lacking(),
        )
        .order_by(Note.id)
        .limit(MOST)
    )
    for note, name, topic in found.tuples():
        if free_messages(room.full_at, now) == 0:
            return
        text = room_text(house.language, "note", name=name, text=note.text)
        row_id = await say_in_room(session, room, text, now, topic=topic)
        session.add(RelayedMessage(topic_id=topic.id, note_id=note.id, outbox_id=row_id, at=now))
        await session.flush()
        topic.notes_from = await _first_lacking(session, topic)


async def _first_lacking(session: AsyncSession, topic: CustomerTopic) -> int | None:
    first: int | None = await session.scalar(
        select(func.min(Note.id))
        .join(Conversation, Conversation.id == Note.conversation_id)
        .join(CustomerTopic, CustomerTopic.customer_id == Conversation.customer_id)
        .where(CustomerTopic.id == topic.id, Note.id >= CustomerTopic.notes_from, _is_lacking())
    )
    return first


def _is_lacking() -> ColumnElement[bool]:
    return ~exists().where(RelayedMessage.topic_id == CustomerTopic.id, RelayedMessage.note_id == Note.id)
