"""The staff room in force."""

from datetime import datetime

from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_tying import tie_room
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import CaseStatus
from store.models.staff_rooms import CodePurpose, CustomerTopic, Receipt, RelayedMessage, TopicState
from store.queries.staffroom.live_room import has_room_work, read_live_room, tied_members, topic_counts
from tests.records import Records


async def test_without_a_room_there_is_nothing(database: Database) -> None:
    async with database.reading() as session:
        assert (await read_live_room(session), await tied_members(session)) == (None, ())


async def test_new_message_or_case_is_work(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.heard(talk)
        code = await issue_code(session, CodePurpose.ROOM, (await records.staff("Ann")).id, now)
        room = await tie_room(session, Address(-7), code, now)
        assert await has_room_work(session, room.id) is False
        await records.heard(talk)
        assert await has_room_work(session, room.id) is True
        room.seen_to += 10
        await session.flush()
        assert await has_room_work(session, room.id) is False
        customer = await records.customer("Carl")
        await records.case(
            customer, await records.conversation(customer, at=now), status=CaseStatus.OPEN, opened_at=now
        )
        assert (await has_room_work(session, room.id), await topic_counts(session, room.id)) == (True, {})


async def test_leftovers_of_another_room_are_no_work(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, ann = await records.customer(), (await records.staff("Ann")).id
        message = await records.heard(await records.conversation(customer))
        old = await tie_room(session, Address(-7), await issue_code(session, CodePurpose.ROOM, ann, now), now)
        topic = CustomerTopic(
            room_id=old.id,
            customer_id=customer.id,
            state=TopicState.WANTED,
            rank=1,
            due_at=now,
            behind_from=message.id,
            card_id=1,
        )
        session.add(topic)
        await session.flush()
        queued = RelayedMessage(topic_id=topic.id, message_id=message.id, receipt=Receipt.QUEUED, at=now)
        session.add(queued)
        await session.flush()
        assert await has_room_work(session, old.id) is True
        code = await issue_code(session, CodePurpose.ROOM, ann, now)
        new = await tie_room(session, Address(-8), code, now)
        assert await has_room_work(session, new.id) is False
