"""Locks on rooms and topics. The room is locked before its topics everywhere, against deadlocks."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.staff_rooms import CustomerTopic, StaffRoom


async def locked_room(session: AsyncSession, address: Address) -> StaffRoom | None:
    """Return the room of a group, locked; None if the group never was one."""
    room: StaffRoom | None = await session.scalar(
        select(StaffRoom)
        .where(StaffRoom.address == address)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return room


async def lock_rooms(session: AsyncSession, addresses: Collection[Address]) -> None:
    """Lock the rooms of these groups, before the lanes that the work on a room wakes."""
    if addresses:
        rooms = select(StaffRoom.id).where(StaffRoom.address.in_(addresses))
        await session.execute(rooms.order_by(StaffRoom.id).with_for_update())


async def locked_topic(session: AsyncSession, topic_id: int) -> tuple[StaffRoom, CustomerTopic] | None:
    """Return a topic with its room, both locked; None if the customer was erased."""
    room_id = await session.scalar(select(CustomerTopic.room_id).where(CustomerTopic.id == topic_id))
    if room_id is None:
        return None
    room = await session.get_one(StaffRoom, room_id, with_for_update=True, populate_existing=True)
    topic = await session.get(CustomerTopic, topic_id, with_for_update=True, populate_existing=True)
    return None if topic is None else (room, topic)
