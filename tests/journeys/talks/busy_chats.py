"""Which chats the application still has work for: what it has not read, and what it has not sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from store.engine.database import Database
from store.models.queues import InboxItem, InboxStatus, OutboxItem
from store.queues.outbox import UNSENT
from tests.background import in_background

UNREAD = (InboxStatus.NEW, InboxStatus.WAITING)
AHEAD = timedelta(seconds=8)
"""What is to be sent later than this belongs to a later turn."""
LOOK = 0.15


class BusyChats:
    """`looks` counts how often the queues were read, so that a reader knows when a state is new."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chats: frozenset[int] = frozenset()
        self.looks = 0

    @classmethod
    @asynccontextmanager
    async def of(cls, database: Database) -> AsyncIterator["BusyChats"]:
        """Look at the queues again and again as long as the block lasts."""
        busy = cls(database)
        async with in_background(busy._look()):
            yield busy

    def __contains__(self, chat: int) -> bool:
        return chat in self._chats

    async def _look(self) -> None:
        while True:
            soon = datetime.now(UTC) + AHEAD
            unread = select(InboxItem.lane).where(InboxItem.status.in_(UNREAD))
            unsent = select(OutboxItem.address).where(OutboxItem.status.in_(UNSENT), OutboxItem.due_at < soon)
            async with self._database.reading() as session:
                lanes = [*await session.scalars(unread), *await session.scalars(unsent)]
            self._chats = frozenset(address.number for address in lanes)
            self.looks += 1
            await asyncio.sleep(LOOK)
