"""What `store.engine.sqlite_in_place` relies on in aiosqlite, which does not promise it."""

import inspect
import sqlite3
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from threading import Thread, get_ident
from typing import Any

import pytest
from aiosqlite import Connection, Cursor

from store.engine.sqlite_in_place import connect_in_place
from tests.conftest import ROOT

BOUND = '"aiosqlite>=0.22,<0.23"'


class Watched(Connection):
    """Notes by name what goes through `_execute`, which the connection in place overrides."""

    def __init__(self) -> None:
        super().__init__(lambda: sqlite3.connect(":memory:"), iter_chunk_size=64)
        self.through: list[str] = []

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.through.append(getattr(fn, "__name__", "?"))
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]


def test_version_is_the_one_that_was_looked_at() -> None:
    assert BOUND in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert version("aiosqlite").split(".")[:2] == ["0", "22"]


def test_execute_has_the_signature_that_is_overridden() -> None:
    parameters = inspect.signature(Connection._execute).parameters
    assert {name: each.kind.name for name, each in parameters.items()} == {
        "self": "POSITIONAL_OR_KEYWORD",
        "fn": "POSITIONAL_OR_KEYWORD",
        "args": "VAR_POSITIONAL",
        "kwargs": "VAR_KEYWORD",
    }
    assert inspect.iscoroutinefunction(Connection._execute)


async def fetch(connection: Connection) -> None:
    async with connection.execute("SELECT 1") as found:
        await found.fetchall()


async def cursor(connection: Connection) -> None:
    made: Cursor = await connection.cursor()
    await made.execute("SELECT 1")
    await made.fetchone()
    await made.close()


@pytest.mark.parametrize(
    ("use", "through"),
    [
        (fetch, ["execute", "fetchall", "close"]),
        (cursor, ["cursor", "execute", "fetchone", "close"]),
        (Connection.commit, ["commit"]),
        (Connection.rollback, ["rollback"]),
    ],
)
async def test_every_call_goes_through_execute(
    use: Callable[[Connection], Awaitable[None]], through: list[str]
) -> None:
    connection = Watched()
    await connection
    connection.through.clear()
    await use(connection)
    found = list(connection.through)
    await connection.close()
    assert found == through


async def test_thread_can_be_made_a_daemon_before_it_starts(tmp_path: Path) -> None:
    connection = connect_in_place(str(tmp_path / "x.db"))
    assert isinstance(connection._thread, Thread)
    assert connection._thread.daemon
    await connection
    connection.in_place = True
    await connection.create_function("here", 0, get_ident)
    async with connection.execute("SELECT here()") as found:
        assert await found.fetchone() == (get_ident(),)
    await connection.rollback()
    async with connection.execute("SELECT here()") as found:
        assert await found.fetchone() != (get_ident(),)
    await connection.close()
