"""`huifang inbox` lists what was put aside and tries it again."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import huifang
from bot.cli.clear_errors import Failure
from store.engine.database import Database
from store.models.address import Address
from store.queues import inbox
from store.schema import upgrade
from tests.conftest import NOON

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `huifang` on a database in which updates 10 and 11 were put aside."""
    address = f"sqlite:///{tmp_path / 'huifang.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", address)
    asyncio.run(put_aside(address))
    return lambda *arguments: CliRunner().invoke(huifang, ["inbox", *arguments])


async def put_aside(address: str) -> None:
    database = Database.at(address)
    await upgrade(database)
    async with database.transaction() as session:
        await inbox.add(
            session, [inbox.ReceivedUpdate(Address(42), number, Address(5), {}) for number in (10, 11)], NOON
        )
        for item_id in (1, 2):
            await inbox.park(session, item_id, NOON, "KeyError in listen")
    await database.close()


def test_what_was_put_aside_is_listed(run: Run) -> None:
    assert run("list").stdout.splitlines() == [
        "2\t11\t2026-11-23 04:00\t1\tKeyError in listen",
        "1\t10\t2026-11-23 04:00\t1\tKeyError in listen",
    ]


def test_one_is_tried_again(run: Run) -> None:
    assert run("retry", "1").stdout == "1 to be worked on again.\n"
    assert [line[0] for line in run("list").stdout.splitlines()] == ["2"]


def test_all_are_tried_again(run: Run) -> None:
    assert run("retry", "--all").stdout == "2 to be worked on again.\n"
    assert run("list").stdout == ""


def test_unknown_number_is_named(run: Run) -> None:
    retried = run("retry", "1", "7")
    assert isinstance(retried.exception, Failure)
    assert str(retried.exception) == "not put aside, or unknown: 7; see `huifang inbox list`"
    assert [line[0] for line in run("list").stdout.splitlines()] == ["2"]


@pytest.mark.parametrize("arguments", [(), ("1", "--all")])
def test_either_numbers_or_all(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("retry", *arguments).exit_code == 2
