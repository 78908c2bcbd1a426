"""Who else is at a conversation now."""

from datetime import datetime, timedelta

from actions.casework.drafts import note_presence, save_draft
from store.engine.database import Database
from store.queries.conversations.colleagues import STAYS, WRITES, Colleague, colleagues_in
from tests.records import recording

SECOND = timedelta(seconds=1)


async def test_colleagues_are_those_with_the_page_open_and_who_types_writes(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee, kim, gone = [each.id for each in await records.members("Mei", "Lee", "Kim", "Ann")]
        talk = (await records.talk()).id
        for each, at in ((mei, now), (lee, now), (kim, now), (gone, now - STAYS)):
            await note_presence(session, talk, each, at)
        await save_draft(session, talk, kim, "We are", now - WRITES)
        await save_draft(session, talk, lee, "We are", now - WRITES + SECOND)
    async with database.reading() as session:
        assert await colleagues_in(session, talk, mei, now) == (
            Colleague("Lee", True),
            Colleague("Kim", False),
        )
        assert await colleagues_in(session, talk + 1, mei, now) == ()
    async with database.transaction() as session:
        await save_draft(session, talk, lee, None, now)
    async with database.reading() as session:
        assert [each.is_writing for each in await colleagues_in(session, talk, mei, now)] == [False, False]
