"""The way to the database: addresses, exclusive writers, readers that never wait."""

import asyncio
import socket
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, literal, make_url, select, text

from store.engine.database import OF_THE_SERVER, PATIENCE, Database, database_url
from store.engine.database_errors import StoreUnavailable
from store.models.address import Address
from store.models.customers import Customer


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///var/huifang.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///var/huifang.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@db/huifang", "postgresql+psycopg"),
        ("postgresql+asyncpg://u:p@db/huifang", "postgresql+psycopg"),
        ("postgres://u:p@db/huifang", "postgresql+psycopg"),
    ],
)
def test_address_gets_the_driver_that_we_ship(address: str, driver: str) -> None:
    assert database_url(address).drivername == driver


@pytest.mark.parametrize("address", ["", "var/huifang.db", "mysql://u@db/huifang", "postgresql://db:port/x"])
def test_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"not a database URL|not supported"):
        database_url(address)


async def test_sqlite_confirms_only_what_is_on_disk(tmp_path: Path) -> None:
    database = Database.at(f"sqlite:///{tmp_path / 'new' / 'huifang.db'}")
    async with database.reading() as session:
        pragmas = [
            await session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    await database.close()
    assert pragmas == ["wal", 2, 1]


async def test_writers_take_turns(database: Database, now: datetime) -> None:
    async def add(number: int) -> None:
        async with database.transaction() as session:
            known = await session.scalar(select(func.count(Customer.id)))
            session.add(Customer(account=Address(number), first_name=str(known), created_at=now))

    await asyncio.gather(*(add(number) for number in range(20)))
    async with database.reading() as session:
        assert await session.scalar(select(func.count(Customer.id))) == 20


async def test_reader_does_not_wait_for_a_writer(database: Database, now: datetime) -> None:
    async with database.transaction() as writing:
        writing.add(Customer(account=Address(1), created_at=now))
        await writing.flush()
        async with asyncio.timeout(20), database.reading() as reading:
            assert await reading.scalar(select(func.count(Customer.id))) == 0


async def test_reading_sees_one_moment_and_a_glance_sees_each_commit(
    database: Database, now: datetime
) -> None:
    count = select(func.count(Customer.id))
    async with database.reading() as reading, database.glance() as glance:
        before = await reading.scalar(count), await glance.scalar(count)
        if database.is_sqlite:
            await glance.rollback()  # a glance on SQLite is a reading: nothing is saved there
        async with database.transaction() as writing:
            writing.add(Customer(account=Address(1), created_at=now))
        after = await reading.scalar(count), await glance.scalar(count)
    assert (before, after) == ((0, 0), (0, 1))


async def test_ping_tells_when_the_database_is_away(tmp_path: Path) -> None:
    folder = tmp_path / "huifang.db"
    folder.mkdir()
    database = Database.at(f"sqlite:///{folder}")
    with pytest.raises(StoreUnavailable):
        await database.ping()
    await database.close()
    await driver_threads_ended()


async def driver_threads_ended() -> None:
    """After a failed open, aiosqlite's thread reports once more; the loop must live to hear it."""
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


async def test_database_without_an_encoding_gives_texts_back(postgres_url: str) -> None:
    database = Database.at(postgres_url)
    name = "of_bytes"
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as server:
        await server.execute(
            text(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        )
    of_bytes = Database.at(make_url(postgres_url).set(database=name).render_as_string(hide_password=False))
    async with of_bytes.reading() as session:
        assert await session.scalar(select(literal("回访"))) == "回访"
    await of_bytes.close()
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as server:
        await server.execute(text(f"DROP DATABASE {name}"))
    await database.close()


async def test_both_ends_give_up_a_connection_that_the_network_has_swallowed(postgres_url: str) -> None:
    database = Database.at(f"{postgres_url}{'&' if '?' in postgres_url else '?'}keepalives_idle=7")
    async with database.engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        ours = driver.info.get_parameters()
        await connection.rollback()  # what holds only for a transaction would be gone now
        theirs = await connection.scalars(
            text("SELECT name FROM pg_settings WHERE source = 'session' AND name LIKE 'tcp_%'")
        )
        assert set(theirs) == set(OF_THE_SERVER)
    await database.close()
    wanted = {name: str(limit) for name, limit in PATIENCE.items()} | {"keepalives_idle": "7"}
    assert {name: ours.get(name) for name in wanted} == wanted


async def test_ping_tells_when_the_server_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # which takes connections and says nothing
        port = silent.getsockname()[1]
        database = Database.at(f"postgresql://nobody@127.0.0.1:{port}/nothing?connect_timeout=2")
        with pytest.raises(StoreUnavailable):
            await database.ping()
        await database.close()


async def test_ping_tells_when_nobody_listens(unused_port: int) -> None:
    database = Database.at(f"postgresql://nobody@127.0.0.1:{unused_port}/nothing")
    with pytest.raises(StoreUnavailable):
        await database.ping()
    await database.close()


async def test_connection_that_the_server_has_closed_is_not_used_again(postgres_url: str) -> None:
    database, other = Database.at(postgres_url), Database.at(postgres_url)
    async with database.reading() as session:
        ours = await session.scalar(text("SELECT pg_backend_pid()"))
    async with other.transaction() as session:
        await session.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": ours})
    async with database.reading() as session:
        assert await session.scalar(text("SELECT pg_backend_pid()")) != ours
    await database.close()
    await other.close()
