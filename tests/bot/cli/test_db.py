"""`huifang db upgrade`."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.db import db
from store.engine.database import Database
from tests.conftest import NOON
from tests.records import Records


async def add_a_customer(address: str) -> int:
    database = Database.at(address)
    async with database.transaction() as session:
        customer = await Records(session, NOON).customer("Wang")
    await database.close()
    return customer.id


def test_upgrade_makes_the_schema_and_may_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'huifang.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", address)
    first = CliRunner().invoke(db, ["upgrade"])
    kept = asyncio.run(add_a_customer(address))
    again = CliRunner().invoke(db, ["upgrade"])
    said = "The database has the schema of this release.\n"
    assert [(each.exit_code, each.stdout) for each in (first, again)] == [(0, said), (0, said)]
    assert asyncio.run(add_a_customer(address)) == kept + 1
