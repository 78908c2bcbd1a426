"""Places in which a topic was."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.models.address import Address
from store.models.staff_rooms import CustomerTopic, StaffRoom, TopicState
from store.queries.staffroom.topic_places import former_places, keep_place, lose_thread, topic_at
from tests.plans import plans
from tests.records import Records

OLD, NEW = Address(-1007), Address(-1008)


async def lost_topic(database: Database, now: datetime) -> tuple[int, int]:
    """Return the ids of a room that moved, and of a topic in it that was deleted after that."""
    async with database.transaction() as session:
        records = Records(session, now)
        staff, customer = await records.staff("Ann"), await records.customer("Emma")
        marks = {"seen_to": 0, "revised_to": 0, "notes_to": 0, "alarms_to": 0, "titled_to": 0}
        room = StaffRoom(address=NEW, tied_by=staff.id, tied_at=now, marked={}, marked_at=now, **marks)
        session.add(room)
        await session.flush()
        topic = CustomerTopic(room_id=room.id, customer_id=customer.id, state=TopicState.OPEN, thread=70)
        topic.rank, topic.due_at = 1, now
        keep_place(topic, OLD)
        lose_thread(topic, NEW)
        session.add(topic)
        await session.flush()
        assert former_places(topic) == [(OLD, 70), (NEW, 70)]
        return room.id, topic.id


@pytest.mark.parametrize(
    ("place", "is_found"),
    [
        ((OLD, 70), True),
        ((NEW, 70), True),
        ((NEW, 7), False),
        ((NEW, 700), False),
        ((Address(-7), 70), False),
    ],
)
async def test_topic_is_found_where_it_was(
    *, database: Database, now: datetime, place: tuple[Address, int], is_found: bool
) -> None:
    room, topic = await lost_topic(database, now)
    async with database.reading() as session:
        assert await topic_at(session, room, *place) == (topic if is_found else None)
        assert await topic_at(session, room + 1, *place) is None


async def test_topics_without_a_former_place_are_not_read(database: Database, now: datetime) -> None:
    room, _ = await lost_topic(database, now)
    async with plans(database) as found, database.reading() as session:
        await topic_at(session, room, OLD, 70)
    assert "ix_customer_topics_former" in "".join(found)
