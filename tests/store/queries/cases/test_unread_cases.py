"""Customers whose words are unread, of one's own queue or of all."""

from datetime import datetime

from store.engine.database import Database
from store.models.cases import CaseStatus
from store.models.conversations import MessageKind, ReadingPlace
from store.queries.cases.unread_cases import count_unread
from tests.records import recording


async def test_unread_and_unanswered_words_count_once_for_each_customer(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee = await records.members("Mei", "Lee")
        customer = await records.customer()

        async def heard(**values: object) -> tuple[int, int]:
            talk = await records.conversation(customer)
            message = await records.heard(talk)
            await records.case(customer, talk, **values)
            return talk.id, message.id

        await heard()
        await heard(assignee_id=mei.id)
        await heard(assignee_id=lee.id)
        await heard(status=CaseStatus.SETTLED)
        talk, message = await heard(assignee_id=mei.id)
        session.add(ReadingPlace(staff_id=mei.id, conversation_id=talk, read_to=message, at=now))
        answered = await records.conversation(customer)
        await records.heard(answered)
        (await records.said(answered)).staff_id = lee.id
        await records.heard(answered, "yes", None, kind=MessageKind.TAP)
        await records.case(customer, answered)
        await records.case(customer, answered)
        withdrawn = await records.conversation(customer)
        await records.heard(withdrawn)
        reply = await records.said(withdrawn)
        reply.staff_id, reply.deleted_at = lee.id, now
        await records.case(customer, withdrawn, assignee_id=lee.id)
    async with database.reading() as session:
        own = [await count_unread(session, each.id, is_own=True) for each in (mei, lee)]
        every = await count_unread(session, mei.id, is_own=False)
    assert (own, every) == ([2, 3], 4)
