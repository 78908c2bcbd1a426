"""`huifang customers import`."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from actions.customers.customer_table import ImportProblem
from actions.settings.yaml_files import DataError
from bot.cli import huifang
from bot.cli.clear_errors import Failure
from bot.cli.customers.customer_commands import SAID
from bot.cli.database_access import open_database
from store.models.address import Address
from store.models.customers import Customer
from tests.records import Records

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `huifang customers import` on a database with one customer."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")

    async def fill() -> None:
        async with open_database() as database, database.transaction() as session:
            await Records(session, datetime.now(UTC)).customer(account=Address(7))

    asyncio.run(fill())
    return lambda *arguments: CliRunner().invoke(huifang, ["customers", "import", *arguments])


def attributes() -> list[dict[str, str] | None]:
    async def read() -> list[dict[str, str] | None]:
        async with open_database() as database, database.reading() as session:
            return list(await session.scalars(select(Customer.attributes)))

    return asyncio.run(read())


def test_file_is_tried_and_then_taken_in(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes("telegram_id,会员等级\n7,金卡\n8,银卡\n".encode("gbk"))
    tried = run(str(file), "--dry-run")
    assert tried.stdout == "not known\tlines 3\n1 changed, 0 unchanged, 1 not known; nothing was written\n"
    assert attributes() == [None]
    assert run(str(file)).stdout == "not known\tlines 3\n1 changed, 0 unchanged, 1 not known\n"
    assert attributes() == [{"会员等级": "金卡"}]
    assert run(str(file)).stdout.splitlines()[-1] == "0 changed, 1 unchanged, 1 not known"


def test_wrong_lines_are_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("telegram_id,Room\n7,1\nann,2\n", encoding="utf-8")
    refused = run(str(file)).exception
    assert isinstance(refused, DataError)
    assert list(refused.problems) == [f"{file}, line 3, column telegram_id: {SAID[ImportProblem.WRONG_ID]}"]
    assert isinstance(run(str(file), "--encoding", "klingon").exception, (Failure, DataError))
    assert attributes() == [None]


def test_every_problem_has_a_sentence() -> None:
    assert {*SAID} == {*ImportProblem}
