"""A group that gets another id, as Telegram gives when it becomes a supergroup."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staffroom.room.room_lock import locked_room
from store.models.address import Address
from store.models.staff_rooms import CustomerTopic
from store.queries.staffroom.topic_places import keep_place
from store.queues import outbox


async def move_room(session: AsyncSession, address: Address, new_address: Address, now: datetime) -> None:
    """Follow the room to its new id, with what waits to be sent there; nothing if it is no room."""
    room = await locked_room(session, address)
    if room is not None:
        for topic in await session.scalars(select(CustomerTopic).where(CustomerTopic.room_id == room.id)):
            keep_place(topic, address)
        room.address, room.checked_at = new_address, None
        await outbox.move_chat(session, address, new_address, now)
