"""Databases without tables, for tests of migrations."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from store.engine.database import Database
from store.models import Base


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    """An open database without tables."""
    database = Database.at(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    yield database
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    await database.close()
