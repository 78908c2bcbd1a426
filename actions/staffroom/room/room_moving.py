"""A group that gets another id, as Telegram gives when it becomes a supergroup."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.staff_rooms import StaffRoom
from store.queues import outbox


async def move_room(session: AsyncSession, address: Address, new_address: Address, now: datetime) -> None:
    """Follow the room to its new id, with what waits to be sent there; nothing if it is no room."""
    room = await session.scalar(select(StaffRoom).where(StaffRoom.address == address))
    if room is not None:
        room.address, room.checked_at = new_address, None
        await outbox.move_chat(session, address, new_address, now)
