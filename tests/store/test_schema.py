"""Migrations lead from nothing to what the models say."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from store.database import Database
from store.models import Base
from store.schema import NewerSchema, differences, upgrade


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    database = Database.at(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    yield database
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    await database.close()


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


async def test_database_of_a_newer_release_is_refused(empty: Database) -> None:
    await upgrade(empty)
    async with empty.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="9999"):
        await upgrade(empty)
