"""Drafts and how far staff have read are kept for each member of staff."""

from datetime import datetime

import pytest

from actions.casework.drafts import note_read, save_draft, save_unsent
from store.engine.database import Database
from store.models.staff import Role
from store.queries.not_found import NotFound
from store.queries.reading_places import StaffPlace, reading_in
from tests.records import Records


async def test_draft_and_place_are_kept_apart_and_for_one_member(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei, lee = await records.staff("Mei"), await records.staff("Lee", Role.MANAGER)
        talk = await records.conversation(await records.customer())
    for text in ("We are", "We are looking"):
        async with database.transaction() as session:
            await save_draft(session, talk.id, mei.id, text, now)
            await note_read(session, talk.id, mei.id, 7, now)
    async with database.reading() as session:
        assert await reading_in(session, mei.id, talk.id) == StaffPlace(7, "We are looking")
        assert await reading_in(session, lee.id, talk.id) == StaffPlace(0, None)
    async with database.transaction() as session:
        await save_draft(session, talk.id, mei.id, None, now)
    async with database.reading() as session:
        assert await reading_in(session, mei.id, talk.id) == StaffPlace(7, None)


async def test_files_are_kept_with_the_draft_until_it_is_dropped(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei = await records.staff("Mei")
        talk = await records.conversation(await records.customer())
    for text, files in (("See the menu", ("1:a", "2:b")), (None, ("2:b",)), (None, ())):
        async with database.transaction() as session:
            await save_draft(session, talk.id, mei.id, text, now, files)
        async with database.reading() as session:
            assert await reading_in(session, mei.id, talk.id) == StaffPlace(0, text, files=files)


async def test_draft_needs_a_conversation(database: Database, now: datetime) -> None:
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await save_draft(session, 99, 1, "Hello", now)


async def test_unsent_reply_is_kept_where_the_customer_writes_by_now(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei, customer = await records.staff("Mei"), await records.customer()
        old, newest = await records.conversation(customer), await records.conversation(customer)
    async with database.transaction() as session:
        await save_unsent(session, old.id, mei.id, "One moment", now, ("1:a",))
        await save_unsent(session, 99, mei.id, "One moment", now)
    async with database.reading() as session:
        assert await reading_in(session, mei.id, newest.id) == StaffPlace(0, "One moment", files=("1:a",))
        assert await reading_in(session, mei.id, old.id) == StaffPlace()
