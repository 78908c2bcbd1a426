"""One writer of an SQLite file at a time, over all processes.

SQLite before 3.51.3 can damage a file when two connections write or checkpoint at the same instant
(sqlite.org/wal.html, "the WAL-reset bug"), and most systems carry such a version. Every transaction that
writes, the checkpoint at its end, and the one when a database is closed happen under a lock on a file beside
it, so that this instant cannot come.
"""

import asyncio
import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from store.engine.database_errors import StoreUnavailable

PAUSE = 0.005  # seconds between two looks at the lock of another process


class WriteTurn:
    """An asynchronous lock: in this process by a queue, between processes by a lock on the file `.turn`.

    The system gives the file free when a process ends, however it ends.
    """

    def __init__(self, database: str | None, patience: float) -> None:
        is_file = bool(database) and database != ":memory:"
        self._file = Path(f"{database}.turn") if is_file else None
        self._patience = patience
        self._queue = asyncio.Lock()
        self._held: int | None = None

    async def __aenter__(self) -> None:
        """Wait for the turn.

        Raises:
            StoreUnavailable: another process kept it for too long, or the file cannot be opened.
        """
        await self._queue.acquire()
        try:
            await self._lock()
        except BaseException:
            self._release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Pass the turn on."""
        self._release()

    async def _lock(self) -> None:
        if self._file is None:
            return
        try:
            self._held = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as exc:
            raise StoreUnavailable(f"{self._file} cannot be opened: {exc.strerror}") from exc
        end = time.monotonic() + self._patience
        while not _is_ours(self._held):
            if time.monotonic() >= end:
                raise StoreUnavailable("another process keeps the database locked", in_the_way=False)
            await asyncio.sleep(PAUSE)

    def _release(self) -> None:
        if self._held is not None:
            os.close(self._held)  # which unlocks it
            self._held = None
        self._queue.release()


def _is_ours(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
