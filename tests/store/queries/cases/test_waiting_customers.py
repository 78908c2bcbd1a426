"""Since when customers wait for the answer of a person."""

from datetime import datetime

from store.engine.database import Database
from store.models.conversations import MessageKind
from store.queries.cases.waiting_customers import WaitingSince, waiting_customers
from tests.plans import plans
from tests.records import Records


async def test_customer_waits_since_the_first_words_after_the_last_reply(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei, customer = await records.staff("Mei"), await records.customer()
        talk, quiet = await records.conversation(customer), await records.conversation(customer)
        await records.heard(talk, "Hello")
        (await records.said(talk, "Hi, this is Mei")).staff_id = mei.id
        first = await records.heard(talk, "It is still broken")
        await records.said(talk, "I have noted that.")
        newest = await records.heard(talk, "Anyone?")
        await records.heard(talk, "yes", None, kind=MessageKind.TAP)
        await records.heard(quiet, "/start", None, kind=MessageKind.COMMAND)
    async with database.reading() as session:
        found = await waiting_customers(session, [talk.id, quiet.id])
    assert found == {talk.id: WaitingSince(first.created_at, newest.id)}


async def test_last_reply_is_sought_once_for_all_messages(database: Database, now: datetime) -> None:
    async with plans(database) as found, database.reading() as session:
        await waiting_customers(session, [1, 2])
    assert [plan for plan in found if "CORRELATED" in plan or "SubPlan" in plan] == []
