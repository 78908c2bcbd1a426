"""One update: decoded, understood, and given its whole effect in one transaction."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from actions.disposition import Disposition
from actions.incoming import Incoming, Unhandled, words
from actions.understanding import NotUnderstood, Reading, Why
from bot.worker.failures import described
from bot.worker.pauses import growing
from bot.worker.ports import Clock, Decoder, Desk
from bot.worker.reading import PatientReader
from store import inbox, lanes
from store.alarms import raise_alarm
from store.database import Database
from store.errors import LeaseLost, StoreUnavailable
from store.inbox import Waiting
from store.lanes import Lease
from store.models.queues import InboxStatus
from store.parked import PARKED, alarm_subject

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Endurance:
    """How long one update is tried. Pauses are in seconds and doubled after each failure.

    `recheck` is when a text that was given up is read again, should nobody notice that the server is back.
    """

    attempts: int = 5
    first_pause: float = 0.5
    longest_pause: float = 30.0
    lease: timedelta = timedelta(seconds=45)
    recheck: timedelta = timedelta(seconds=60)


class Handler:
    """Handles the updates of all chats; at most `writers` of them write at the same time."""

    def __init__(
        self,
        database: Database,
        decoder: Decoder,
        reader: PatientReader,
        desk: Desk,
        clock: Clock,
        endurance: Endurance,
        writers: int = 16,
    ) -> None:
        self._database = database
        self._decoder = decoder
        self._reader = reader
        self._desk = desk
        self._clock = clock
        self._endurance = endurance
        self._writing = asyncio.Semaphore(writers)

    async def handle(self, lease: Lease, item: Waiting) -> datetime | None:
        """Work on the update and give its lane back; when the lane has work again, if it has.

        Raises:
            StoreUnavailable: nothing happened; the same may be tried again.
            LeaseLost: nothing happened, and somebody else works on it.
        """
        try:
            incoming = self._decoder.decode(item.body)
        except ValueError as exc:
            return await self._put_aside(lease, item, str(exc))
        try:
            return await self._give_effect(lease, item, incoming, await self._understand(incoming))
        except (StoreUnavailable, LeaseLost):
            raise
        except Exception as exc:  # whatever the desk trips over is recorded, and the chat goes on
            log.exception("update failed", inbox_id=item.id, attempts=item.attempts + 1)
            return await self._note_failure(lease, item, described(exc))

    async def _understand(self, incoming: Incoming) -> Reading | None:
        if isinstance(incoming, Unhandled) or not incoming.origin.private:
            return None
        text = words(incoming)
        return None if text is None else await self._reader.read(text)

    async def _give_effect(
        self, lease: Lease, item: Waiting, incoming: Incoming, reading: Reading | None
    ) -> datetime | None:
        async with self._writing, self._database.transaction() as session:
            now = self._clock()
            await lanes.hold(session, lease, now + self._endurance.lease)
            # What has been acknowledged and is still not understood has had all its effect so far.
            if item.status is InboxStatus.WAITING and reading == NotUnderstood(Why.UNAVAILABLE):
                disposition = Disposition.WAITING
            else:
                disposition = await self._desk(session, item, incoming, reading, now)
            if disposition is Disposition.DONE:
                await inbox.finish(session, item.id, now)
            else:
                await inbox.postpone(session, item.id, now + self._endurance.recheck)
            return await inbox.release(session, lease)

    async def _note_failure(self, lease: Lease, item: Waiting, failure: str) -> datetime | None:
        attempt = item.attempts + 1
        if attempt >= self._endurance.attempts:
            return await self._put_aside(lease, item, failure)
        pause = growing(attempt, self._endurance.first_pause, self._endurance.longest_pause)
        async with self._writing, self._database.transaction() as session:
            now = self._clock()
            await lanes.hold(session, lease, now + self._endurance.lease)
            await inbox.retry(session, item.id, now + timedelta(seconds=pause), failure)
            return await inbox.release(session, lease)

    async def _put_aside(self, lease: Lease, item: Waiting, failure: str) -> datetime | None:
        log.error("update parked", inbox_id=item.id, failure=failure)
        async with self._writing, self._database.transaction() as session:
            now = self._clock()
            await lanes.hold(session, lease, now + self._endurance.lease)
            await inbox.park(session, item.id, now, failure)
            await raise_alarm(session, PARKED, alarm_subject(item.id), now)
            return await inbox.release(session, lease)
