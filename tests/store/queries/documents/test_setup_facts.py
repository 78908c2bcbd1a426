"""What a new installation has is seen from its rows."""

from datetime import datetime

from actions.answers.drafting import save_draft
from actions.answers.publishing import publish as publish_answer
from store.engine.database import Database
from store.queries.documents.setup_facts import StoredFacts, stored_facts
from tests.actions.answers.documents import CHANGE as ANSWER_CHANGE
from tests.actions.answers.documents import document
from tests.actions.documents.published import publish
from tests.records import Records


async def test_rows_are_found(database: Database, now: datetime) -> None:
    async with database.reading() as session:
        empty = await stored_facts(session)
    async with database.transaction() as session:
        records = Records(session, now)
        await records.staff("Mei")
        await records.staff("Lee", disabled_at=now)
        await records.conversation(await records.customer())
        await publish(session, "calendar", "hours: {}\n")
        await save_draft(session, "hours", document(), ANSWER_CHANGE)
        drafted = await stored_facts(session)
        await publish_answer(session, "hours", ANSWER_CHANGE)
        found = await stored_facts(session)
    assert empty == StoredFacts(0, False, False, frozenset(), frozenset())
    assert drafted.has_answers is False
    assert found == StoredFacts(1, True, True, frozenset({"calendar"}), frozenset())
