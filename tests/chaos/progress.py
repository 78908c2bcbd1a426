"""How far the application has come, so that neither kills nor customers run away from it where it is slow."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import func, select

from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.models.queues import InboxItem, InboxStatus, OutboxItem
from store.queues.outbox import UNSENT

LOOK = 0.2


@dataclass
class Progress:
    """`sent` are the ids of all updates that customers caused, `done` is how many have had their effect.

    `unsent` is how much the application has still to send.
    """

    database: Database
    sent: list[int] = field(default_factory=list)
    done: int = 0
    unsent: int = 0

    @property
    def backlog(self) -> int:
        """How many updates have not had their effect yet."""
        return len(self.sent) - self.done

    async def watch(self) -> None:
        """Keep looking."""
        done = select(func.count()).where(InboxItem.status == InboxStatus.DONE)
        unsent = select(func.count()).where(OutboxItem.status.in_(UNSENT))
        while True:
            with suppress(StoreUnavailable):
                async with self.database.reading() as session:
                    self.done = await session.scalar(done) or 0
                    self.unsent = await session.scalar(unsent) or 0
            await asyncio.sleep(LOOK)

    async def reach(self, done: int, within: float) -> None:
        """Wait until so many have had their effect, or none is left, or for so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self.done < done and self.backlog:
                    await asyncio.sleep(LOOK)
