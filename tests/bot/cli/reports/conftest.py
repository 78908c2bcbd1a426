"""Commands of reports on a database that has answers in it."""

import asyncio
import csv
from io import StringIO
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner, Result

from store.engine.database import Database
from store.schema import upgrade
from tests.conftest import NOON
from tests.store.reports.scene import play


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database that has answers in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")

    async def fill() -> None:
        database = Database.at(f"sqlite:///{tmp_path / 'huifang.db'}")
        await upgrade(database)
        await play(database, NOON)
        await database.close()

    asyncio.run(fill())
    return tmp_path


def run(command: Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
