"""Where a topic was before it was made again or its group moved: erasure and late updates look there."""

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.staff_rooms import CustomerTopic, TopicState


def keep_place(topic: CustomerTopic, address: Address) -> None:
    """Remember the topic's place in this group, which it leaves."""
    if topic.thread is not None:
        topic.former = [*(topic.former or ()), f"{address}:{topic.thread}"]


def lose_thread(topic: CustomerTopic, address: Address) -> None:
    """Let a topic that is gone from its group be made again."""
    keep_place(topic, address)
    topic.state = TopicState.WANTED
    topic.thread = topic.card_id = topic.pinned_at = None


def former_places(topic: CustomerTopic) -> list[tuple[Address, int]]:
    """Return the groups and threads in which the topic was."""
    places = (place.rsplit(":", 1) for place in topic.former or ())
    return [(Address(int(chat)), int(thread)) for chat, thread in places]


async def topic_at(session: AsyncSession, room_id: int, address: Address, thread: int) -> int | None:
    """Return the id of the room's topic that was at this place of a group; None if there was none."""
    was_there = cast(CustomerTopic.former, String).contains(f'"{address}:{thread}"')
    of_room = CustomerTopic.room_id == room_id
    found: int | None = await session.scalar(
        select(CustomerTopic.id).where(CustomerTopic.former.is_not(None), of_room, was_there).limit(1)
    )
    return found
