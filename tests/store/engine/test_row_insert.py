"""A row is inserted by itself, with its defaults, while other changes wait."""

from datetime import datetime

from sqlalchemy import inspect, select

from store.engine.database import Database
from store.engine.row_insert import insert_row
from store.models.conversations import Conversation, Direction, Message, MessageKind, Understood
from tests.records import Records

TERMS = select(Message.terms).execution_options(autoflush=False)


async def test_row_has_its_number_and_defaults_and_other_changes_wait(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        conversation = await Records(session, now).talk()
        conversation.topic = 7
        row = await insert_row(
            session,
            Message,
            conversation_id=conversation.id,
            direction=Direction.IN,
            kind=MessageKind.TEXT,
            text="太慢",
            created_at=now,
        )
        assert (row.id > 0, row.understood, row.intent) == (True, Understood.NOT_NEEDED, None)
        terms = await session.scalar(TERMS)
        assert (terms, inspect(conversation).modified) == ("太慢 慢", True)
        row.text = "慢"
    async with database.reading() as session:
        found = await session.execute(
            select(Message.text, Message.terms, Conversation.topic).join(Conversation)
        )
        assert [tuple(row) for row in found] == [("慢", "慢", 7)]
