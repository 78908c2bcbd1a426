"""A command opens the database of its settings, with the schema of this release."""

from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.engine import Connection

from bot.cli.database_access import current_settings, open_database
from bot.settings import SettingsError
from store.engine.database import Database
from store.models import Base


@pytest.fixture(autouse=True)
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database, in the environment."""
    monkeypatch.chdir(tmp_path)
    address = f"sqlite:///{tmp_path / 'huifang.db'}"
    monkeypatch.setenv("HUIFANG_DATABASE_URL", address)
    return address


async def tables(database: Database) -> set[str]:
    def named(connection: Connection) -> set[str]:
        return {*inspect(connection).get_table_names()}

    async with database.engine.connect() as connection:
        return await connection.run_sync(named)


async def test_empty_database_gets_all_tables() -> None:
    async with open_database() as database:
        assert {*Base.metadata.tables} - await tables(database) == set()


async def test_database_is_left_as_it_is_when_asked() -> None:
    async with open_database(upgraded=False) as database:
        assert await tables(database) == set()


def test_settings_are_those_of_the_environment(address: str) -> None:
    assert current_settings().database_url == address


def test_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIFANG_TIMEZONE", "Mars")
    with pytest.raises(SettingsError, match="HUIFANG_TIMEZONE"):
        current_settings()
