"""The topics of a forgotten customer: what was written there is erased, and the topic itself is deleted."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.queues import InboxItem, OutboxAction, OutboxItem, OutboxStatus
from store.models.staff_rooms import CustomerTopic, StaffRoom
from store.queries.staffroom.topic_places import former_places
from store.queues import outbox
from store.queues.outgoing import TOPIC, Outgoing


async def erase_topics(session: AsyncSession, customer_id: int, now: datetime) -> None:
    """Erase what queues hold of the customer's topics, and have the topics deleted."""
    found = await session.execute(
        select(StaffRoom.address, CustomerTopic)
        .join(CustomerTopic, CustomerTopic.room_id == StaffRoom.id)
        .where(CustomerTopic.customer_id == customer_id)
    )
    for address, topic in found.tuples():
        for place in former_places(topic):
            await _erase_words(session, *place)
        if topic.thread is not None:
            await _erase_words(session, address, topic.thread)
            deletion = Outgoing(address, OutboxAction.DELETE_TOPIC, topic=topic.thread)
            await outbox.add(session, deletion, now)


async def _erase_words(session: AsyncSession, address: Address, thread: int) -> None:
    of_topic = _number(OutboxItem.payload[TOPIC]) == thread
    in_flight = OutboxItem.status == OutboxStatus.SENDING
    await session.execute(delete(OutboxItem).where(OutboxItem.address == address, of_topic, ~in_flight))
    nothing: dict[str, Any] = {"text": "", "buttons": [], "target": None, "tap": None}
    await session.execute(
        update(OutboxItem).where(OutboxItem.address == address, of_topic).values(payload=nothing)
    )
    body = InboxItem.body
    places = (
        body["message"][TOPIC],
        body["edited_message"][TOPIC],
        body["callback_query"]["message"][TOPIC],
    )
    await session.execute(
        update(InboxItem)
        .where(InboxItem.lane == address, or_(*(_number(place) == thread for place in places)))
        .values(body={})
    )


def _number(value: Any) -> ColumnElement[int]:
    """Return a number in JSON with its 64 bits, which SQLAlchemy's own reading does not have everywhere."""
    return cast(value.as_string(), BigInteger)
