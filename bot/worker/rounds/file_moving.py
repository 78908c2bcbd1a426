"""The loop that moves files of staff out of the database, and removes outside what was erased."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from store.engine.database import Database
from store.objects.moving_files import (
    claim_move,
    end_move,
    forget_objects,
    movable,
    unnamed_objects,
)
from store.objects.object_store import ObjectStore, ObjectsUnavailable
from store.queues.alarm_rows import clear_alarm, raise_alarm

log = structlog.get_logger(__name__)

AWAY = "files.away"
SUBJECT = "files"
BATCH = 20
PATIENCE = timedelta(minutes=1)
"""Staff are alarmed after this time of failures."""
APART = timedelta(minutes=3)
"""Failures that lie further apart are two outages: a silent server is tried again more often."""


class FileMoving:
    """Moves what has been sent; while the store is away, files stay in the database, and staff are alarmed.

    The alarm is cleared by the first success of any process.
    """

    def __init__(self, database: Database, objects: ObjectStore, *, clock: Clock, pause: float = 5.0) -> None:
        self._database = database
        self._objects = objects
        self._clock = clock
        self._pause = pause
        self._failing: _Failing | None = None

    async def run(self) -> None:
        """Move and remove until cancelled."""
        await repeat(self.step, self._pause, "moving files failed")

    async def step(self) -> None:
        """Remove what no message names, and move a batch."""
        try:
            await self._remove()
            await self._move()
        except ObjectsUnavailable as exc:
            await self._note_failure(exc)

    async def _remove(self) -> None:
        async with self._database.reading() as session:
            unnamed = await unnamed_objects(session, self._clock(), BATCH)
        for each in unnamed:
            await self._objects.remove(each.key)
        if unnamed:
            async with self._database.transaction() as session:
                await forget_objects(session, unnamed, self._clock())
                await self._note_success(session)

    async def _move(self) -> None:
        async with self._database.reading() as session:
            messages = await movable(session, self._clock(), BATCH)
        for message_id in messages:
            async with self._database.transaction() as session:
                moving = await claim_move(session, message_id, self._clock())
            if moving is None:
                continue
            await self._objects.put(moving.key, moving.content)
            async with self._database.transaction() as session:
                await end_move(session, moving)
                await self._note_success(session)

    async def _note_success(self, session: AsyncSession) -> None:
        # Another process may have raised the alarm.
        await clear_alarm(session, AWAY, SUBJECT, self._clock())
        self._failing = None

    async def _note_failure(self, failure: ObjectsUnavailable) -> None:
        now = self._clock()
        if self._failing is None or now - self._failing.last > APART:
            self._failing = _Failing(now, now, now)
        self._failing = replace(self._failing, last=now)
        if now - self._failing.counted_from < PATIENCE:
            return
        async with self._database.transaction() as session:
            await raise_alarm(session, AWAY, SUBJECT, self._failing.since)
        log.error("the store of files is away", reason=str(failure), since=self._failing.since.isoformat())
        # If another process clears the alarm, since it reaches the store, it is raised again this much later.
        self._failing = replace(self._failing, counted_from=now)


@dataclass(frozen=True, slots=True)
class _Failing:
    """Failures without a success between them, and from when on they are counted for the next alarm."""

    since: datetime
    last: datetime
    counted_from: datetime
