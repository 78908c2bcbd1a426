"""Work that another process makes is heard at once, where the database can tell."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import text

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Flow
from store.queues.lanes import wake
from store.queues.notifications import listen

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@dataclass(slots=True)
class Ear:
    """What was heard."""

    heard: list[Flow] = field(default_factory=list)

    def __call__(self, flow: Flow) -> None:
        self.heard.append(flow)

    async def until(self, reached: Callable[[list[Flow]], bool]) -> None:
        async with asyncio.timeout(20):
            while not reached(self.heard):
                await asyncio.sleep(0.01)


@asynccontextmanager
async def listening(database: Database) -> AsyncIterator[Ear]:
    """An ear that listens from now on, and has heard nothing yet."""
    ear = Ear()
    task = asyncio.create_task(listen(database, ear, pause=0.05))
    await ear.until(lambda heard: len(heard) == 2)
    ear.heard.clear()
    try:
        yield ear
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@on_postgresql
async def test_work_is_heard_when_it_is_committed(database: Database, now: datetime) -> None:
    async with listening(database) as ear:
        async with database.transaction() as session:
            await wake(session, Flow.OUT, [Address(1)], now)
            await wake(session, Flow.OUT, [Address(2)], now)
        await ear.until(bool)
        assert ear.heard == [Flow.OUT]


@on_postgresql
async def test_work_that_was_undone_is_not_heard(database: Database, now: datetime) -> None:
    async with listening(database) as ear:
        async with database.transaction() as session:
            await wake(session, Flow.OUT, [Address(1)], now)
            await session.rollback()
        async with database.transaction() as session:
            await wake(session, Flow.IN, [Address(1)], now)
        await ear.until(bool)
        assert ear.heard == [Flow.IN]


@on_postgresql
async def test_work_that_is_done_where_it_is_made_is_not_heard(database: Database, now: datetime) -> None:
    database.kept.add(Flow.OUT)
    async with listening(database) as ear:
        async with database.transaction() as session:
            await wake(session, Flow.OUT, [Address(1)], now)
            await wake(session, Flow.IN, [Address(1)], now)
        await ear.until(bool)
        assert ear.heard == [Flow.IN]


@on_postgresql
async def test_after_a_lost_connection_everything_may_have_been_missed(database: Database) -> None:
    others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    async with listening(database) as ear:
        async with database.transaction() as session:
            await session.execute(others)
        await ear.until(lambda heard: len(heard) == 2)
        assert sorted(ear.heard) == [Flow.IN, Flow.OUT]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_has_nothing_to_listen_to(database: Database, now: datetime) -> None:
    ear = Ear()
    await listen(database, ear)
    async with database.transaction() as session:
        await wake(session, Flow.OUT, [Address(1)], now)
    assert ear.heard == []
