"""A message as a reviewer sees it."""

from datetime import datetime

import pytest

from actions.quality.reviewing import Reviewer, review
from actions.staff.roster import add_member
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.reviews import ReviewQueue
from store.models.staff import Role
from store.queries.not_found import NotFound
from store.queries.paging import Cursor
from store.queries.quality.review_items import list_reviews, review_item
from tests.records import Records


async def test_message_comes_with_what_was_said_before(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("Wang")
        talk = await records.conversation(customer)
        for number in range(6):
            await records.heard(talk, f"earlier {number}")
        message = await records.heard(
            talk, "fine", Intent.COMPLAINT, ranking={"complaint": 0.6, "praise": 0.3, "mood": 0.1}
        )
        await records.heard(talk, "later")
        asked = await records.invitation(customer)
        await records.answer(asked, "satisfaction", number=5)
        await records.answer(asked, "comment", text="fine", message_id=message.id)
    async with database.reading() as session:
        item = await review_item(session, message.id)
    assert item.line.text == "fine"
    assert [line.text for line in item.before] == ["earlier 2", "earlier 3", "earlier 4", "earlier 5"]
    assert (item.conversation_id, item.customer.first_name) == (talk.id, "Wang")
    assert item.ranking == ((Intent.COMPLAINT, 0.6), (Intent.PRAISE, 0.3))
    assert item.score == ("satisfaction", 5)


async def test_missing_message_is_said_to_be_missing(database: Database, now: datetime) -> None:
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await review_item(session, 1)


async def test_history_tells_who_said_what_when(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        message = await records.heard(talk, "Late again", Intent.INQUIRY)
        mei = await add_member(session, "Mei", Role.REVIEWER, "hash", now)
        for intent in (Intent.COMPLAINT, Intent.PRAISE, None):
            await review(session, message.id, intent, Reviewer(mei.id, ReviewQueue.UNCERTAIN), now)
    seen = []
    after: Cursor | None = None
    while True:
        async with database.reading() as session:
            page = await list_reviews(session, after, 2)
        seen += [(row.by, row.text, row.model, row.before, row.after, row.queue) for row in page.rows]
        after = page.following
        if after is None:
            break
    first = ("Mei", "Late again", Intent.INQUIRY)
    assert seen == [
        (*first, Intent.PRAISE, None, ReviewQueue.UNCERTAIN),
        (*first, Intent.COMPLAINT, Intent.PRAISE, ReviewQueue.UNCERTAIN),
        (*first, None, Intent.COMPLAINT, ReviewQueue.UNCERTAIN),
    ]
