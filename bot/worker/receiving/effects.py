"""Giving updates their effects: one transaction for all that have become ready since the last one.

A commit costs as much as the work of several messages, and so do its begin, its lease and its wake-ups. While
one transaction is written, others become ready and share the next. Each update still has its whole effect or
none: where one of them fails, nothing of that transaction stays, and each is written alone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from actions.turn.incoming import Disposition, Incoming
from actions.turn.reading import NotUnderstood, Reading, Why
from bot.timing.backoff import Backoff
from bot.timing.clock import Clock
from bot.worker.loops.ports import Desk
from store.engine.database import Database
from store.engine.database_errors import LeaseLost, StoreUnavailable
from store.models.address import Address
from store.models.queues import InboxStatus
from store.queues import inbox, lanes
from store.queues.inbox import InboxUpdate
from store.queues.lanes import Lease

PAUSES = Backoff(0.5, 30.0)


@dataclass(frozen=True, slots=True)
class RetryLimits:
    """How often an update is tried, with which pauses, and how long a worker may hold its lane.

    A text that could not be classified is tried again after `recheck`, even if the return of the NLU server
    goes unnoticed.
    """

    attempts: int = 5
    backoff: Backoff = PAUSES
    lease: timedelta = timedelta(seconds=45)
    recheck: timedelta = timedelta(seconds=60)


# More would keep the event loop, and whoever waits to write, for too long.
MOST_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class ReadyUpdate:
    """An update that has been read as far as that is possible; `reading` is None where it has no words."""

    lease: Lease
    item: InboxUpdate
    incoming: Incoming
    reading: Reading | None


Ended = asyncio.Future[datetime | None]


class EffectWriter:
    """Writes the effects of updates of many chats; each chat has one update here at a time."""

    def __init__(self, database: Database, desk: Desk, clock: Clock, limits: RetryLimits) -> None:
        self._database = database
        self._desk = desk
        self._clock = clock
        self._limits = limits
        self._queue: list[tuple[ReadyUpdate, Ended]] = []
        self._writing: asyncio.Task[None] | None = None

    async def give(self, ready: ReadyUpdate) -> datetime | None:
        """Give an update its whole effect and its lane back; when the lane has work again, if it has.

        Raises:
            StoreUnavailable: nothing happened; the same may be tried again.
            LeaseLost: nothing happened, and somebody else works on it.
            Exception: nothing happened; whatever the desk trips over.
        """
        ended: Ended = asyncio.get_running_loop().create_future()
        self._queue.append((ready, ended))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await ended

    async def close(self) -> None:
        """Wait until all that was to be written is written."""
        if self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write_all(self) -> None:
        while self._queue:
            batch = self._queue[:MOST_TOGETHER]
            del self._queue[:MOST_TOGETHER]
            await self._write(batch)

    async def _write(self, batch: Sequence[tuple[ReadyUpdate, Ended]]) -> None:
        try:
            dues = await self._write_together([ready for ready, _ in batch])
        except Exception as exc:
            if len(batch) > 1 and not isinstance(exc, StoreUnavailable):
                for each in batch:
                    await self._write([each])
                return
            for _, ended in batch:
                if not ended.done():
                    ended.set_exception(exc)
        else:
            for ready, ended in batch:
                _resolve(ready, ended, dues)

    async def _write_together(self, batch: Sequence[ReadyUpdate]) -> Mapping[Address, datetime | None]:
        """When the lanes of these have work again, by their keys; lanes that were lost are missing."""
        async with self._database.transaction() as session:
            now = self._clock()
            held = await lanes.hold_all(session, [each.lease for each in batch], now + self._limits.lease)
            done: list[int] = []
            async with lanes.batched_wakes(session):
                for ready in batch:
                    if ready.lease in held and await self._is_done(session, ready, now):
                        done.append(ready.item.id)
                    await asyncio.sleep(0)  # statements need not yield, and others want their turn
            await inbox.finish(session, done, now)
            return await inbox.release_all(session, held)

    async def _is_done(self, session: AsyncSession, ready: ReadyUpdate, now: datetime) -> bool:
        """Whether the update has had its effect; otherwise it waits to be understood."""
        item, reading = ready.item, ready.reading
        disposition = Disposition.WAITING
        # What has been acknowledged and is still not understood has had all its effect so far.
        if item.status is not InboxStatus.WAITING or reading != NotUnderstood(Why.UNAVAILABLE):
            disposition = await self._desk(session, item, ready.incoming, reading, now)
        if disposition is Disposition.WAITING:
            await inbox.postpone(session, item.id, now + self._limits.recheck)
        return disposition is Disposition.DONE


def _resolve(ready: ReadyUpdate, ended: Ended, dues: Mapping[Address, datetime | None]) -> None:
    if ended.done():  # nobody waits for it any more
        return
    if ready.lease.key in dues:
        ended.set_result(dues[ready.lease.key])
    else:
        ended.set_exception(LeaseLost(f"{ready.lease.flow.value}:{ready.lease.key}"))
