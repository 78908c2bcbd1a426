"""The loop that moves files of staff out of the database, and removes outside what was erased."""

import structlog

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


class FileMoving:
    """Moves what has been sent; while the store is away, files stay in the database and staff are alarmed."""

    def __init__(self, database: Database, objects: ObjectStore, *, clock: Clock, pause: float = 5.0) -> None:
        self._database = database
        self._objects = objects
        self._clock = clock
        self._pause = pause
        # Whether the alarm is raised; None if the process before this one may have raised it.
        self._alarmed: bool | None = None

    async def run(self) -> None:
        """Move and remove until cancelled."""
        await repeat(self.step, self._pause, "moving files failed")

    async def step(self) -> None:
        """Remove what no message names, and move a batch."""
        try:
            has_reached = await self._remove()
            has_reached = await self._move() or has_reached
        except ObjectsUnavailable as exc:
            await self._alarm(exc)
            return
        if has_reached and self._alarmed is not False:
            async with self._database.transaction() as session:
                await clear_alarm(session, AWAY, SUBJECT, self._clock())
            self._alarmed = False

    async def _remove(self) -> bool:
        async with self._database.reading() as session:
            keys = await unnamed_objects(session, BATCH)
        for key in keys:
            await self._objects.remove(key)
        if keys:
            async with self._database.transaction() as session:
                await forget_objects(session, keys, self._clock())
        return bool(keys)

    async def _move(self) -> bool:
        async with self._database.reading() as session:
            messages = await movable(session, self._clock(), BATCH)
        for message_id in messages:
            async with self._database.transaction() as session:
                moved = await claim_move(session, message_id, self._clock())
            if moved is None:
                continue
            await self._objects.put(moved.key, moved.content)
            async with self._database.transaction() as session:
                await end_move(session, moved, self._clock())
        return bool(messages)

    async def _alarm(self, failure: ObjectsUnavailable) -> None:
        # Raised again each time, since a worker that starts clears alarms that it has not raised.
        async with self._database.transaction() as session:
            await raise_alarm(session, AWAY, SUBJECT, self._clock())
        if not self._alarmed:
            log.error("the store of files is away", reason=str(failure))
        self._alarmed = True
