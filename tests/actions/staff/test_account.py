"""One's own sessions."""

from datetime import datetime, timedelta

from actions.staff.account import own_sessions
from actions.staff.roster import Member
from actions.staff.sessions import IDLE, LONGEST, end_session, open_session
from store.engine.database import Database

MINUTE = timedelta(minutes=1)


async def ages(database: Database, member: Member, now: datetime) -> list[timedelta]:
    async with database.reading() as session:
        return [now - each.created_at for each in await own_sessions(session, member.id, now)]


async def test_sessions_that_go_on_come_newest_first(database: Database, lee: Member, now: datetime) -> None:
    async with database.transaction() as session:
        for age in (3 * MINUTE, 2 * MINUTE, MINUTE):
            token = await open_session(session, lee.id, now - age)
        await end_session(session, token, now)
        await open_session(session, lee.id, now - IDLE - MINUTE)
        await open_session(session, lee.id, now - LONGEST - MINUTE)
    assert await ages(database, lee, now) == [2 * MINUTE, 3 * MINUTE]
