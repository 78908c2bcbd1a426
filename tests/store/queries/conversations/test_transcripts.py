"""One conversation with what is known beside it."""

from datetime import datetime, timedelta

import pytest

from store.engine.database import Database
from store.models.conversations import Mode
from store.models.staff import Role, Staff
from store.queries.conversations.transcripts import read_transcript
from store.queries.not_found import NotFound
from tests.records import Records


async def test_transcript_brings_customer_cases_surveys_and_other_talk(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, other = await records.customer("Wang", username="wang"), await records.customer("Li")
        before = await records.conversation(customer, now - timedelta(days=3))
        await records.conversation(other)
        mei = Staff(name="Mei", password_hash="hash", role=Role.AGENT, created_at=now)
        session.add(mei)
        await session.flush()
        talk = await records.conversation(customer, now, mode=Mode.STAFF, assignee_id=mei.id)
        await records.heard(talk, "Hello")
        case = await records.case(customer, before)
        invitation = await records.invitation(customer)
    async with database.reading() as session:
        found = await read_transcript(session, talk.id)
    assert (found.customer.first_name, found.customer.username, found.assignee) == ("Wang", "wang", "Mei")
    assert [line.text for line in found.lines] == ["Hello"]
    assert [row.id for row in found.cases] == [case.id]
    assert [card.id for card in found.surveys] == [invitation.id]
    assert [each.id for each in found.others] == [before.id]


async def test_long_conversation_is_read_in_parts(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for number in range(5):
            await records.heard(talk, str(number))
    async with database.reading() as session:
        newest = await read_transcript(session, talk.id, size=3)
        earlier = await read_transcript(session, talk.id, before=newest.earlier, size=3)
    assert ([line.text for line in newest.lines], newest.earlier) == (
        ["2", "3", "4"],
        newest.lines[0].id,
    )
    assert ([line.text for line in earlier.lines], earlier.earlier) == (["0", "1"], None)


async def test_missing_conversation_is_said(database: Database) -> None:
    with pytest.raises(NotFound):
        async with database.reading() as session:
            await read_transcript(session, 999)
