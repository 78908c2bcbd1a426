"""Migrations lead from nothing to what the models say."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, String, func, select, text

from store import bi_views
from store.engine.database import Database
from store.engine.search_terms import query_terms
from store.models import Base, fold_triggers
from store.models.folds import Fold
from store.queries.conversations.full_text import matching
from store.schema import MIGRATIONS, NewerSchema, differences, upgrade
from tests.records import Records


async def test_upgraded_database_has_what_the_models_say(empty: Database) -> None:
    await upgrade(empty)
    assert await differences(empty) == []


async def test_upgrade_can_be_repeated(empty: Database) -> None:
    await upgrade(empty)
    await upgrade(empty)
    assert await differences(empty) == []


async def test_empty_database_lacks_every_table(empty: Database) -> None:
    missing = {change[1].name for change in await differences(empty) if change[0] == "add_table"}  # type: ignore[index]  # Alembic's plain tuples
    assert missing == set(Base.metadata.tables)


async def test_upgraded_database_unfolds_what_changes(empty: Database, now: datetime) -> None:
    await upgrade(empty)
    async with empty.transaction() as session:
        records = Records(session, now)
        asked = await records.invitation(await records.customer())
        ends = {"begins_at": now - timedelta(days=1), "ends_at": now + timedelta(days=1)}
        session.add(Fold(meaning="any", **ends))
        await session.flush()
        await records.answer(asked, "satisfaction", number=2)
        assert await session.scalar(select(func.count(Fold.id))) == 0


async def test_tables_can_be_made_anew_while_triggers_and_views_are_away(empty: Database) -> None:
    await upgrade(empty)

    def make_anew(connection: Connection) -> None:
        bi_views.put_away(connection)
        fold_triggers.drop(connection)
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("cases", recreate="auto") as cases:
            cases.alter_column("outlet", existing_type=String(), nullable=True)
        fold_triggers.create(connection)
        bi_views.create(connection)

    async with empty.engine.begin() as connection:
        await connection.run_sync(make_anew)
    assert await differences(empty) == []


async def at_revision(empty: Database, revision: str, statements: Iterable[str]) -> None:
    """Fill a database that an older release has made."""

    def as_it_was(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in statements:
            connection.exec_driver_sql(statement)

    async with empty.engine.begin() as connection:
        await connection.run_sync(as_it_was)


ON_0011 = (
    "INSERT INTO customers (id, created_at) VALUES (1, CURRENT_TIMESTAMP)",
    """INSERT INTO conversations (id, customer_id, mode, started_at, last_message_at)
    VALUES (1, 1, 'bot', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""",
    """INSERT INTO messages (id, conversation_id, direction, kind, understood, text, terms, created_at)
    VALUES (1, 1, 'in', 'text', 'done', '你好', '你好 好', CURRENT_TIMESTAMP)""",
    # Edited: on SQLite, what both wordings have was lost from the index.
    "UPDATE messages SET text = '你好，我要退貨', terms = '你好 好 我要 要退 退貨 貨'",
)


async def test_search_of_an_older_release_finds_both_scripts_after_the_upgrade(empty: Database) -> None:
    await at_revision(empty, "0011", ON_0011)
    await upgrade(empty)
    async with empty.reading() as session:
        found = [await matching(session, query_terms(query), None, 9) for query in ("退货", "退貨", "你好")]
    assert found == [[1], [1], [1]]


ON_0048 = (
    *ON_0011[:2],
    """INSERT INTO messages
    (id, conversation_id, direction, kind, understood, text, terms, attachment, created_at) VALUES
    (1, 1, 'in', 'text', 'done', '138 1234 5678 13987654321', '138 1234 5678', NULL, CURRENT_TIMESTAMP),
    (2, 1, 'in', 'contact', 'done', NULL, NULL, '{"phone_number": "+86 137 0000 1111"}', CURRENT_TIMESTAMP),
    (3, 1, 'in', 'text', 'done', 'Hello', 'hello', NULL, CURRENT_TIMESTAMP)""",
)


async def test_older_messages_are_found_by_the_last_digits_of_their_phone_numbers(empty: Database) -> None:
    await at_revision(empty, "0048", ON_0048)
    await upgrade(empty)
    async with empty.reading() as session:
        sought = ("5678", "4321", "1111", "1234", "hello")
        found = [await matching(session, query_terms(query), None, 9) for query in sought]
    assert found == [[1], [1], [2], [1], [3]]


async def test_numbers_that_links_have_bound_stay_bound(empty: Database) -> None:
    numbers = ("'c-77'", "NULL")
    insert = "INSERT INTO customers (external_id, created_at) VALUES ({}, CURRENT_TIMESTAMP)"
    await at_revision(empty, "0016", map(insert.format, numbers))
    await upgrade(empty)
    async with empty.reading() as session:
        rows = await session.execute(text("SELECT external_id, bound_by FROM customers ORDER BY id"))
        assert [tuple(row) for row in rows] == [("c-77", "link"), (None, None)]


async def test_database_of_a_newer_release_is_refused(empty: Database) -> None:
    await upgrade(empty)
    async with empty.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="9999"):
        await upgrade(empty)
