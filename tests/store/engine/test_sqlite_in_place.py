"""A transaction that writes runs in place; one that reads, and what may wait, runs in the thread."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.engine.sqlite_in_place import InPlaceConnection
from store.models.customers import Customer

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def threads(database: Database) -> list[int]:
    """Which thread called the SQL function `here()`, each time."""
    called: list[int] = []

    def here() -> int:
        called.append(threading.get_ident())
        return 0

    @event.listens_for(database.engine.sync_engine, "connect")
    def add_function(connection: Any, _: object) -> None:
        connection.create_function("here", 0, here)

    await database.engine.dispose()  # connections that were made before lack it
    return called


async def call(session: AsyncSession) -> None:
    await session.execute(text("SELECT here()"))


async def test_statements_of_a_writing_transaction_run_in_place(
    database: Database, threads: list[int]
) -> None:
    async with database.transaction() as session:
        await call(session)
        await call(session)
    assert threads == [threading.get_ident(), threading.get_ident()]


async def test_reading_stays_in_the_thread(database: Database, threads: list[int]) -> None:
    async with database.transaction() as session:
        await call(session)
    async with database.reading() as session:  # on the same connection, perhaps
        await call(session)
    assert threads[0] == threading.get_ident()
    assert threads[1] != threading.get_ident()


async def test_transaction_that_fails_leaves_the_connection_usable(
    database: Database, threads: list[int], now: datetime
) -> None:
    for _ in range(3):
        with pytest.raises(KeyError):
            await _fail(database, now)
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) + here() FROM customers")) == 0
    assert threads[0] != threading.get_ident()


async def _fail(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(Customer(created_at=now))
        await session.flush()
        raise KeyError("a mistake of ours")


async def test_writer_that_is_cancelled_while_it_waits_for_another_process_harms_nobody(
    database: Database, tmp_path: Path, now: datetime
) -> None:
    other = Database.at(str(database.engine.url))
    async with other.transaction() as session:
        session.add(Customer(created_at=now))
        await session.flush()
        waiting = asyncio.create_task(_fail(database, now))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with database.transaction() as session:
        session.add(Customer(created_at=now))
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM customers")) == 2
    await other.close()


class CountedConnection(InPlaceConnection):
    """Counts what is handed to the thread, or runs in place."""

    calls: ClassVar[list[str]] = []

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.calls.append(fn.__name__)
        return await super()._execute(fn, *args, **kwargs)

    async def begin(self, gate: threading.Event) -> None:
        """Begin a transaction in the thread, when the gate opens."""
        await self._execute(self._begin, gate)

    def _begin(self, gate: threading.Event) -> None:
        gate.wait(10)
        self._conn.execute("BEGIN")


async def test_what_has_ended_is_not_rolled_back_again(database: Database) -> None:
    file = str(database.engine.url.database)
    connection = CountedConnection(partial(sqlite3.connect, file), iter_chunk_size=1)
    async with connection:
        await connection.execute("CREATE TABLE numbers (n)")
        await connection.execute("INSERT INTO numbers VALUES (1)")
        await connection.commit()
        connection.calls.clear()
        await connection.rollback()
        assert connection.calls == []
        await connection.execute("INSERT INTO numbers VALUES (2)")
        await connection.rollback()
        await connection.rollback()
        kept = [number for (number,) in await connection.execute_fetchall("SELECT n FROM numbers")]
    assert (kept, connection.calls.count("rollback")) == ([1], 1)


async def test_transaction_of_a_call_that_was_cancelled_is_rolled_back(database: Database) -> None:
    file, gate = str(database.engine.url.database), threading.Event()
    connection = CountedConnection(partial(sqlite3.connect, file), iter_chunk_size=1)
    async with connection:
        call = asyncio.create_task(connection.begin(gate))
        await asyncio.sleep(0)
        call.cancel()
        asyncio.get_running_loop().call_later(0.05, gate.set)
        await asyncio.wait([call])
        await connection.rollback()
        gate.set()
        await connection.execute("SELECT 1")
        assert (call.cancelled(), connection.in_transaction) == (True, False)
