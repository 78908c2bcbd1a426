"""Which groups are large enough."""

from datetime import datetime

from sqlalchemy import Select, select

from store.engine.database import Database
from store.models.conversations import Conversation
from store.queries.group_sizes import reaching
from tests.records import Records


async def test_groups_are_as_large_as_their_different_customers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customers = [await records.customer() for _ in range(3)]
        for customer in (*customers, customers[0]):
            await records.conversation(customer)
    whose = select(Conversation.customer_id)
    groups = {
        "all": whose,
        "two": whose.where(Conversation.customer_id.in_([each.id for each in customers[:2]])),
        "one twice": whose.where(Conversation.customer_id == customers[0].id),
    }
    async with database.reading() as session:
        found = [await reaching(session, groups, least) for least in (1, 2, 3, 4)]
        none = await reaching(session, dict[str, Select[tuple[int]]](), 1)
    assert found == [{"all", "two", "one twice"}, {"all", "two"}, {"all"}, set()]
    assert none == set()
