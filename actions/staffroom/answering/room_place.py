"""Where in a room something was written. The place may be gone when it is read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staffroom.room.room_lock import locked_room, locked_topic
from actions.staffroom.room.room_voice import say_in_room
from actions.turn.incoming import PersonalUpdate
from store.models.staff_rooms import CustomerTopic, StaffRoom
from store.queries.staffroom.live_room import read_live_room
from store.queries.staffroom.topic_places import topic_at


@dataclass(frozen=True, slots=True)
class RoomPlace:
    """A place in a room, with its customer's topic, both locked; no topic in General and among staff.

    `thread` is None in General. `is_left` says that the topic was deleted, or that the group got another
    id, after this was written: what stands there cannot be replied to.
    """

    session: AsyncSession
    room: StaffRoom
    topic: CustomerTopic | None
    thread: int | None
    number: int | None
    is_left: bool

    async def tell(self, text: str, now: datetime) -> None:
        """Reply where it was written; if that is gone, say it in the new topic, or in General without one."""
        thread, number = (None, None) if self.is_left else (self.thread, self.number)
        topic = self.topic if self.is_left else None
        await say_in_room(self.session, self.room, text, now, topic=topic, thread=thread, reply_to=number)


async def find_place(session: AsyncSession, incoming: PersonalUpdate) -> RoomPlace | None:
    """Return where something was written; None if that is in no room that is tied."""
    address, thread = incoming.origin.address, incoming.origin.topic
    room = await locked_room(session, address)
    if room is None:
        return await _left_place(session, incoming)
    if room.untied_at is not None:
        return None
    topic = await _topic_of(session, room, thread)
    if topic is None and thread is not None:
        left = await _left_place(session, incoming)
        if left is not None:
            return left
    return RoomPlace(session, room, topic, thread, incoming.message_id, is_left=False)


async def _topic_of(session: AsyncSession, room: StaffRoom, thread: int | None) -> CustomerTopic | None:
    if thread is None:
        return None
    topic: CustomerTopic | None = await session.scalar(
        select(CustomerTopic)
        .where(CustomerTopic.room_id == room.id, CustomerTopic.thread == thread)
        .with_for_update()
    )
    return topic


async def _left_place(session: AsyncSession, incoming: PersonalUpdate) -> RoomPlace | None:
    """Return the topic of the tied room that was at this place before; its number there means nothing now."""
    thread = incoming.origin.topic
    live = None if thread is None else await read_live_room(session)
    if thread is None or live is None:
        return None
    former = await topic_at(session, live.id, incoming.origin.address, thread)
    found = None if former is None else await locked_topic(session, former)
    if found is None or found[0].untied_at is not None:
        return None
    room, topic = found
    # In a group that has another id by now, the number may be that of another message.
    number = incoming.message_id if incoming.origin.address == room.address else None
    return RoomPlace(session, room, topic, thread, number, is_left=True)
