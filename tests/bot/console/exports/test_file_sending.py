"""A list is a file of one moment."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.console.exports.file_sending import Listing, list_rows
from store.engine.database import Database
from store.models.conversations import Conversation
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.conversation_rows import ConversationRow, list_conversations
from store.queries.paging import Cursor, Page
from tests.records import Records


async def test_message_during_the_download_moves_no_row(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for age in range(4):
            talk = await records.talk()
            talk.last_message_at = now - timedelta(hours=age)
        oldest = talk.id

    async def page(session: AsyncSession, after: Cursor | None) -> Page[ConversationRow]:
        if after is not None:
            await write_to(oldest)
        return await list_conversations(session, ConversationFilter(), after=after, size=2)

    async def write_to(conversation_id: int) -> None:
        async with database.transaction() as other:
            (await other.get_one(Conversation, conversation_id)).last_message_at = now

    async with database.reading() as session:
        listing = Listing("conversations", ("id",), page, lambda row: (row.id,))
        first = [row async for row in list_rows(session, listing)]
    assert first == [(number,) for number in range(oldest - 3, oldest + 1)]
