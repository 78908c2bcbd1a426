"""Checks of the database."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli.doctor.database_check import check_database, check_sqlite_version
from bot.cli.doctor.diagnosis import Health
from store.engine.database import Database
from store.models.staff_files import StoredObject
from store.schema import upgrade


async def found(address: str, *, has_bucket: bool = False) -> list[tuple[str, Health]]:
    checks = check_database(address, has_bucket=has_bucket)
    return [(each.check, each.health) async for each in checks if each.check != "sqlite"]


@pytest.mark.parametrize(
    ("version", "health"),
    [
        ((3, 40, 1), Health.NOTE),
        ((3, 44, 5), Health.NOTE),
        ((3, 44, 6), Health.FINE),
        ((3, 45, 9), Health.NOTE),
        ((3, 50, 7), Health.FINE),
        ((3, 51, 2), Health.NOTE),
        ((3, 51, 3), Health.FINE),
        ((3, 52, 0), Health.FINE),
    ],
)
def test_versions_with_the_fault_are_named(version: tuple[int, int, int], health: Health) -> None:
    assert check_sqlite_version(version).health is health


async def test_missing_file_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "huifang.db"
    assert await found(f"sqlite:///{file}") == [("database", Health.NOTE)]
    assert not file.exists()


async def test_upgraded_database_is_fine(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'huifang.db'}"
    database = Database.at(address)
    await upgrade(database)
    await database.close()
    assert await found(address) == [
        ("database", Health.FINE),
        ("schema", Health.FINE),
        ("pages", Health.FINE),
    ]


async def test_files_in_a_bucket_that_the_settings_do_not_name_are_wrong(
    tmp_path: Path, now: datetime
) -> None:
    address = f"sqlite:///{tmp_path / 'huifang.db'}"
    database = Database.at(address)
    await upgrade(database)
    async with database.transaction() as session:
        session.add(StoredObject(key="one", begun_at=now))
    await database.close()
    assert ("files", Health.WRONG) in await found(address)
    assert "files" not in dict(await found(address, has_bucket=True))


async def test_schema_of_other_releases_is_named(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'huifang.db'}"
    database = Database.at(address)
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE scraps (text)"))
    assert (await found(address))[1] == ("schema", Health.NOTE)
    await upgrade(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    assert await found(address) == [("database", Health.FINE), ("database", Health.WRONG)]


async def test_file_that_is_no_database_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "huifang.db"
    file.write_bytes(b"no database" * 100)
    assert await found(f"sqlite:///{file}") == [("database", Health.WRONG)]


async def test_server_that_is_away_is_wrong(unused_port: int) -> None:
    address = f"postgresql://huifang@127.0.0.1:{unused_port}/huifang?connect_timeout=2"
    assert await found(address) == [("database", Health.WRONG)]
