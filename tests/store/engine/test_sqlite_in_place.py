"""A transaction that writes runs in place; one that reads, and what may wait, runs in the thread."""

import asyncio
from datetime import datetime
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.models.customers import Customer

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def threads(database: Database) -> list[int]:
    """Which thread called the SQL function `here()`, each time."""
    called: list[int] = []

    def here() -> int:
        called.append(get_ident())
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
    assert threads == [get_ident(), get_ident()]


async def test_reading_stays_in_the_thread(database: Database, threads: list[int]) -> None:
    async with database.transaction() as session:
        await call(session)
    async with database.reading() as session:  # on the same connection, perhaps
        await call(session)
    assert threads[0] == get_ident()
    assert threads[1] != get_ident()


async def test_transaction_that_fails_leaves_the_connection_usable(
    database: Database, threads: list[int], now: datetime
) -> None:
    for _ in range(3):
        with pytest.raises(KeyError):
            await _fail(database, now)
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) + here() FROM customers")) == 0
    assert threads[0] != get_ident()


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
