"""What a member of staff is to look at."""

from datetime import datetime

from store.engine.database import Database
from store.queries.staff_notices import NewestRows, count_notices, mentions_of, newest_in, watched_by
from tests.records import Records


async def test_new_member_has_nothing_to_look_at(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        lee, talk = await records.staff("lee"), await records.talk()
    async with database.reading() as session:
        assert (await mentions_of(session, lee.id), await watched_by(session, lee.id)) == ([], [])
        assert (await count_notices(session, lee.id), await newest_in(session, talk.id)) == (
            0,
            NewestRows(0, 0, 0),
        )
