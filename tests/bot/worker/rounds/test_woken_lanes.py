"""Commands beside the one process of an SQLite file are noticed."""

import asyncio
from datetime import datetime

import pytest

from bot.worker.rounds.woken_lanes import WokenLanes
from store.engine.database import Database
from store.models.queues import Flow
from store.queues.lanes import memory_of
from tests.background import in_background
from tests.bot.worker.conftest import queue, text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_message_of_a_command_is_heard(database: Database, database_url: str, now: datetime) -> None:
    command = Database.at(database_url)
    await queue(command, now, text("x"))
    await command.close()
    heard: asyncio.Queue[Flow] = asyncio.Queue()
    async with in_background(WokenLanes(database, heard.put_nowait, pause=0.01).run()), asyncio.timeout(20):
        assert await heard.get() is Flow.OUT
    memory = memory_of(database)
    assert memory is not None
    assert memory.has_free(Flow.OUT, now)
