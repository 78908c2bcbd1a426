"""Giving updates their effects: one transaction for all that became ready since the last one.

A commit costs as much as the work of several messages, and so do its begin, its leases and its wake-ups.
While one transaction is written, other updates become ready and share the next. Each update still has its
whole effect or none: if one of them fails, the transaction is rolled back and each is written alone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.turn.incoming import Disposition, Incoming
from actions.turn.reading import NotUnderstood, Reading, Why
from bot.timing.backoff import Backoff
from bot.timing.clock import Clock
from bot.worker.loops.ports import BeginSends, Desk
from store.engine.database import Database
from store.engine.database_errors import LeaseLost, StoreUnavailable
from store.models.address import Address
from store.models.queues import Flow, InboxStatus
from store.queues import inbox, lanes, outbox
from store.queues.inbox import InboxUpdate
from store.queues.lane_book import Lease

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


# More would block the event loop and other writers for too long.
MOST_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class ReadyUpdate:
    """An update that is decoded and classified; `reading` is None if it has no text.

    `searched` is what the business knows about it.
    """

    lease: Lease
    item: InboxUpdate
    incoming: Incoming
    reading: Reading | None
    searched: SearchedQuestion = NOT_SEARCHED


Ended = asyncio.Future[datetime | None]


class EffectWriter:
    """Writes the effects of updates of many chats; each chat has one update here at a time."""

    def __init__(
        self, database: Database, desk: Desk, clock: Clock, limits: RetryLimits, begin_sends: BeginSends
    ) -> None:
        self._database = database
        self._begin_sends = begin_sends
        self._desk = desk
        self._clock = clock
        self._limits = limits
        self._queue: list[tuple[ReadyUpdate, Ended]] = []
        self._writing: asyncio.Task[None] | None = None

    async def give(self, ready: ReadyUpdate) -> datetime | None:
        """Give an update its whole effect and release its lane; return when the lane has work again, or None.

        Raises:
            StoreUnavailable: nothing was written; the same can be tried again.
            LeaseLost: nothing was written; another worker has the update.
            Exception: nothing was written; the failure of the desk.
        """
        ended: Ended = asyncio.get_running_loop().create_future()
        self._queue.append((ready, ended))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await ended

    async def close(self) -> None:
        """Wait until everything in the queue is written."""
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
        """Write a batch; return when each lane has work again, without the lanes that were lost."""
        async with self._database.transaction() as session:
            now = self._clock()
            held = await lanes.hold_all(session, [each.lease for each in batch], now + self._limits.lease)
            done: list[int] = []
            if lanes.memory_of(self._database) is not None:
                outbox.begin_to_gather(session)
            async with lanes.batched_wakes(session) as woken:
                for ready in batch:
                    if ready.lease in held and await self._is_done(session, ready, now):
                        done.append(ready.item.id)
                    await asyncio.sleep(0)  # statements need not yield to the event loop
            await inbox.finish(session, done, now)
            ended = [ready.lease.key for ready in batch if ready.item.id in done]
            dues = await inbox.release_all(session, held, ended)
            if lost := {each.key for each in held} - dues.keys():
                raise LeaseLost(f"{len(lost)} lanes")
            await session.flush()  # what cannot be written must fail before a send is begun
            has_sends = outbox.has_gathered(session) or any(flow is Flow.OUT for flow, _ in woken)
            send = await self._begin_sends(session, now) if has_sends else None
            await outbox.write_gathered(session)
        if send is not None:
            send()
        return dues

    async def _is_done(self, session: AsyncSession, ready: ReadyUpdate, now: datetime) -> bool:
        """Give an update its effect; return False if it waits to be classified."""
        item, reading = ready.item, ready.reading
        disposition = Disposition.WAITING
        # An acknowledged update that is still not classified has had all its effect so far.
        if item.status is not InboxStatus.WAITING or reading != NotUnderstood(Why.UNAVAILABLE):
            disposition = await self._desk(session, item, ready.incoming, reading, now, ready.searched)
        if disposition is Disposition.WAITING:
            await inbox.postpone(session, item.id, now + self._limits.recheck)
        return disposition is Disposition.DONE


def _resolve(ready: ReadyUpdate, ended: Ended, dues: Mapping[Address, datetime | None]) -> None:
    if ended.done():  # the caller has given up
        return
    if ready.lease.key in dues:
        ended.set_result(dues[ready.lease.key])
    else:
        ended.set_exception(LeaseLost(f"{ready.lease.flow.value}:{ready.lease.key}"))
