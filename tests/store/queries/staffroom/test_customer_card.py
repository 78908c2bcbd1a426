"""The head of a topic."""

from datetime import datetime

from store.engine.database import Database
from store.models.cases import CaseStatus
from store.queries.staffroom.customer_card import read_topic_head
from tests.records import Records


async def test_current_case_is_the_newest_open_one(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("Emma")
        talk = await records.conversation(customer)
        for status in (CaseStatus.OPEN, CaseStatus.SETTLED):
            await records.case(customer, talk, status=status)
        head = await read_topic_head(session, customer.id)
    assert (head.name, [case.reference for case in head.cases], head.scores) == (
        "Emma",
        ["HF-000002", "HF-000001"],
        (),
    )
    assert (head.current and head.current.reference) == "HF-000001"
