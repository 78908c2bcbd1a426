"""How far a member of staff has read."""

from datetime import datetime

from store.engine.database import Database
from store.models.conversations import ReadingPlace
from store.queries.reading_places import StaffPlace, read_to, reading_in
from tests.records import recording


async def test_places_are_those_of_one_member_and_these_conversations(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee = await records.members("Mei", "Lee")
        customer = await records.customer()
        first, second = await records.conversation(customer), await records.conversation(customer)
        for staff, talk, seen in ((mei, first, 4), (mei, second, 6), (lee, first, 9)):
            session.add(
                ReadingPlace(staff_id=staff.id, conversation_id=talk.id, read_to=seen, draft="Hi", at=now)
            )
    async with database.reading() as session:
        assert await read_to(session, mei.id, [first.id, 99]) == {first.id: 4}
        assert await reading_in(session, mei.id, second.id) == StaffPlace(6, "Hi")
        assert await reading_in(session, mei.id, 99) == StaffPlace()
