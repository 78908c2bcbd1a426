"""What alarms are about."""

from datetime import datetime

from store.engine.database import Database
from store.queries.system.alarms import Thing, things
from tests.records import Records


async def test_subjects_stand_for_cases_and_conversations(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        opened = await records.case(await records.customer())
    async with database.reading() as session:
        known = f"case:{opened.reference}"
        assert await things(session, [known, "conversation:4", "case:HF-999999", "inbox:7", "bot:1"]) == {
            known: Thing(case_id=opened.id),
            "conversation:4": Thing(conversation_id=4),
        }
        assert await things(session, []) == {}
