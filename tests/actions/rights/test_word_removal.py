"""Words go, and what reports are made of stays."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from actions.rights.word_removal import (
    due_comments,
    due_conversations,
    erase_comments,
    erase_conversations,
)
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import CaseStatus
from store.models.customers import Customer, CustomerPhone
from tests.records import recording

DAY = timedelta(days=1)


async def test_due_conversations_are_old_settled_and_still_have_their_words(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        customer = await records.customer()
        oldest, old = [await records.conversation(customer, now - age * DAY) for age in (9, 8)]
        await records.conversation(customer, now)
        held = await records.conversation(customer, now - 9 * DAY)
        kept = await records.case(customer, held, status=CaseStatus.OPEN)
        told = await records.conversation(customer, now - 9 * DAY)
        await records.case(customer, told, status=CaseStatus.MERGED, merged_into_id=kept.id)
        found = await due_conversations(session, now - 7 * DAY, None)
        assert [cursor.id for cursor in found] == [oldest.id, old.id]
        assert [cursor.id for cursor in await due_conversations(session, now - 7 * DAY, found[0])] == [old.id]
        assert await erase_conversations(session, [oldest.id], now) == 1
        assert await erase_conversations(session, [oldest.id], now) == 0
        assert [cursor.id for cursor in await due_conversations(session, now - 7 * DAY, None)] == [old.id]


async def test_words_and_names_go_and_labels_stay(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        customer = await records.customer(
            "Wang", username="wang_", last_name="Fang", attributes={"Phone": "13812345678"}
        )
        talk = await records.conversation(customer, now)
        told: dict[str, Any] = {
            "attachment": {"file_name": "wang.pdf"},
            "quoted": "On Friday",
            "forwarded_from": "Lou",
        }
        heard = await records.heard(talk, "So slow", Intent.COMPLAINT, **told)
        case = await records.case(customer, talk, tags=("Wang",), status=CaseStatus.SETTLED)
        await erase_conversations(session, [talk.id], now)
        await session.refresh(heard)
        await session.refresh(case)
        assert case.tags == ()
        named = await session.get_one(Customer, customer.id, populate_existing=True)
        assert (heard.text, heard.attachment, heard.intent) == (None, None, Intent.COMPLAINT)
        assert (heard.quoted, heard.forwarded_from) == (None, "–")
        assert (named.first_name, named.last_name, named.username) == (None, None, None)
        assert named.attributes is None
        assert await session.scalar(select(CustomerPhone.customer_id)) is None


async def test_old_comments_are_emptied_and_still_count(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        asked = await records.invitation(await records.customer())
        old = await records.answer(asked, "comment", text="Never again", answered_at=now - 9 * DAY)
        await records.answer(asked, "score", number=2, answered_at=now - 9 * DAY)
        await records.answer(asked, "more", text="Thanks", answered_at=now)
        due = await due_comments(session, now - 7 * DAY, None)
        assert [cursor.id for cursor in due] == [old.id]
        assert await erase_comments(session, [old.id], now) == 1
        await session.refresh(old)
        assert (old.text, list(await due_comments(session, now - 7 * DAY, None))) == ("", [])
