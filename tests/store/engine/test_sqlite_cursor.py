"""A statement that reads goes to the driver's thread once, and its rows come all and in their order."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from store.engine.sqlite_cursor import AT_ONCE
from store.engine.sqlite_in_place import InPlaceConnection


class CountingConnection(InPlaceConnection):
    """Counts what goes to the thread."""

    calls = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        return await super()._execute(fn, *args, **kwargs)


@pytest.fixture
async def connection() -> AsyncIterator[CountingConnection]:
    made = CountingConnection(lambda: sqlite3.connect(":memory:", check_same_thread=False), 64)
    async with made:
        yield made


NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?) SELECT i FROM n"


async def test_statement_that_reads_goes_to_the_thread_once(connection: CountingConnection) -> None:
    cursor = await connection.cursor()
    await cursor.execute(NUMBERS, (AT_ONCE - 1,))
    assert len([*await cursor.fetchall()]) == AT_ONCE - 1
    await cursor.close()
    assert connection.calls == 1


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
async def test_all_rows_come_in_their_order(connection: CountingConnection, count: int) -> None:
    expected = [(number,) for number in range(1, count + 1)]
    cursor = await connection.cursor()
    await cursor.execute(NUMBERS, (count,))
    assert [*await cursor.fetchall()] == expected
    await cursor.execute(NUMBERS, (count,))
    assert [row async for row in cursor] == expected
    await cursor.execute(NUMBERS, (count,))
    first = await cursor.fetchone()
    assert [row for row in (first, *await cursor.fetchmany(7), *await cursor.fetchall()) if row] == expected
    assert await cursor.fetchone() is None


async def test_files_come_one_by_one(connection: CountingConnection) -> None:
    made = list[int]()

    def content(number: int) -> bytes:
        made.append(number)
        return bytes(number)

    await connection.create_function("content", 1, content)
    cursor = await connection.cursor()
    await cursor.execute("SELECT content(1) UNION ALL SELECT content(2) UNION ALL SELECT content(3)")
    assert 3 not in made
    assert [len(row[0]) for row in await cursor.fetchall()] == [1, 2, 3]


async def test_statement_that_fails_leaves_the_cursor_usable(connection: CountingConnection) -> None:
    cursor = await connection.cursor()
    await cursor.execute(NUMBERS, (2 * AT_ONCE,))
    with pytest.raises(sqlite3.OperationalError):
        await cursor.execute("SELECT nothing")
    assert [*await cursor.fetchall()] == []
