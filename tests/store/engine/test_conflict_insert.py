"""A row whose key is taken is left out, and the others are kept, on both databases."""

from sqlalchemy import select

from store.engine.conflict_insert import conflict_insert, insert_or_ignore
from store.engine.database import Database
from store.models.queues import SendingPace


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
