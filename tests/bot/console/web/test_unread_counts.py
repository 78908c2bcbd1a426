"""The number of unread customers is counted once for all open pages of a member of staff."""

import asyncio
from datetime import datetime, timedelta

from bot.console.web.unread_counts import AGAIN, UnreadCounts
from store.engine.database import Database
from store.models.cases import Case
from store.models.conversations import ReadingPlace
from store.models.staff import Staff
from tests.records import Records

SECOND = timedelta(seconds=1)


async def unread_talks(database: Database, now: datetime, many: int) -> tuple[Staff, int]:
    """A member of staff, as many conversations with unread words and an open case, and the newest message."""
    async with database.transaction() as session:
        records = Records(session, now)
        mei, customer, newest = await records.staff("Mei"), await records.customer(), 0
        for _ in range(many):
            talk = await records.conversation(customer)
            newest = (await records.heard(talk)).id
            await records.case(customer, talk)
        return mei, newest


async def read_first(database: Database, staff: Staff, newest: int, now: datetime) -> None:
    """Read the first conversation, which is noted without a word to who counts."""
    async with database.transaction() as session:
        session.add(ReadingPlace(staff_id=staff.id, conversation_id=1, read_to=newest, at=now))


async def test_number_above_0_is_counted_again_at_each_message_and_once_a_beat(
    database: Database, now: datetime
) -> None:
    mei, newest = await unread_talks(database, now, 2)
    unread = UnreadCounts()

    async def count(newest: int, at: datetime, *, is_own: bool = True) -> int:
        async with database.reading() as session:
            return await unread.count(session, mei.id, newest, at, is_own=is_own)

    assert await count(newest, now) == 2
    await read_first(database, mei, newest, now)
    assert await count(newest, now + AGAIN - SECOND) == 2
    assert await count(newest, now + AGAIN) == 1
    async with database.transaction() as session:
        (await session.get_one(Case, 2)).assignee_id = (await Records(session, now).staff("Lee")).id
    assert await count(newest, now + AGAIN) == 1
    assert await count(newest + 1, now + AGAIN) == 0
    assert await count(newest + 1, now + AGAIN, is_own=False) == 1


async def test_case_that_becomes_unread_without_a_message_is_counted_after_a_while(
    database: Database, now: datetime
) -> None:
    mei, newest = await unread_talks(database, now, 1)
    unread = UnreadCounts()
    await read_first(database, mei, newest, now)
    async with database.reading() as session:
        assert await unread.count(session, mei.id, newest, now, is_own=True) == 0
    async with database.transaction() as session:
        (await session.get_one(ReadingPlace, (mei.id, 1))).read_to = 0
    async with database.reading() as session:
        assert await unread.count(session, mei.id, newest, now + AGAIN - SECOND, is_own=True) == 0
        assert await unread.count(session, mei.id, newest, now + AGAIN, is_own=True) == 1


async def test_what_the_member_has_read_is_counted_at_once(database: Database, now: datetime) -> None:
    mei, newest = await unread_talks(database, now, 2)
    unread = UnreadCounts()
    async with database.reading() as session:
        assert await unread.count(session, mei.id, newest, now, is_own=True) == 2
    await read_first(database, mei, newest, now)
    await unread.forget(mei.id)
    async with database.reading() as session:
        assert await unread.count(session, mei.id, newest, now, is_own=True) == 1


async def test_pages_that_ask_together_are_answered_by_one_count(database: Database, now: datetime) -> None:
    mei, newest = await unread_talks(database, now, 1)
    unread = UnreadCounts()

    async def count() -> tuple[int, bool]:
        """The number, and whether the database was asked for it."""
        async with database.reading() as session:
            return await unread.count(session, mei.id, newest, now, is_own=True), session.in_transaction()

    found = await asyncio.gather(*(count() for _ in range(5)))
    assert sorted(found) == [(1, False)] * 4 + [(1, True)]
