"""A row is inserted by itself, with its defaults, while others wait; one whose key is taken is left out."""

from datetime import datetime

from sqlalchemy import inspect, select

from store.engine.database import Database
from store.engine.row_insert import conflict_insert, insert_or_ignore, insert_row
from store.models.conversations import Conversation, Direction, Message, MessageKind, Understood
from store.models.queues import SendingPace
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


async def names(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(select(SendingPace.name).order_by(SendingPace.name)))


async def test_row_whose_key_is_taken_is_left_out(database: Database) -> None:
    async with database.transaction() as session:
        statement = insert_or_ignore(session, SendingPace, "name").returning(SendingPace.name)
        assert list(await session.scalars(statement, [{"name": "bot"}])) == ["bot"]
        assert list(await session.scalars(statement, [{"name": "bot"}, {"name": "other"}])) == ["other"]
    assert await names(database) == ["bot", "other"]


def test_statement_is_that_of_the_dialect() -> None:
    dialects = [type(conflict_insert(name, SendingPace)).__module__ for name in ("sqlite", "postgresql")]
    assert dialects == ["sqlalchemy.dialects.sqlite.dml", "sqlalchemy.dialects.postgresql.dml"]
