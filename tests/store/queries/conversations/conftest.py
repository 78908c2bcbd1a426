"""Four conversations, and the lists of those that meet a filter."""

from datetime import datetime, timedelta

import pytest

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.conversation_rows import ConversationRow, list_conversations
from store.queries.paging import Cursor, Page
from tests.records import Records

HOUR = timedelta(hours=1)


async def listed(
    database: Database,
    wanted: ConversationFilter | None = None,
    after: Cursor | None = None,
    size: int = 50,
) -> Page[ConversationRow]:
    async with database.reading() as session:
        return await list_conversations(session, wanted or ConversationFilter(), after=after, size=size)


async def names(database: Database, wanted: ConversationFilter | None = None) -> list[str | None]:
    return [row.customer.first_name for row in (await listed(database, wanted)).rows]


@pytest.fixture
async def four(database: Database, now: datetime) -> None:
    """Four customers, the last one the newest."""
    async with database.transaction() as session:
        records = Records(session, now)
        old = await records.conversation(await records.customer("old"), now - 48 * HOUR)
        await records.heard(old, "Danke", Intent.THANKS, created_at=now - 47 * HOUR)
        asking = await records.conversation(await records.customer("asking"), now - 3 * HOUR)
        await records.heard(asking, "When?", Intent.INQUIRY, created_at=now - 3 * HOUR)
        unsure = await records.conversation(await records.customer("unsure"), now - 2 * HOUR)
        await records.heard(unsure, "嗯", Intent.PRAISE, 0.2, language=Language.ZH, created_at=now - 2 * HOUR)
        angry = await records.customer("angry")
        complaint = await records.conversation(angry, now - HOUR)
        await records.heard(complaint, "Bad", Intent.COMPLAINT, created_at=now - HOUR)
        await records.case(angry, complaint)
