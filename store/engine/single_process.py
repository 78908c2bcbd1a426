"""SQLite takes one working process: who opens the file to work on it keeps all others out."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.engine.database import Database
from store.engine.database_errors import StoreError


class AlreadyAtWork(StoreError):
    """Another process works on this file; the message names the way out."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"another huifang process works on {file}, and SQLite takes one only. Stop it first; to run "
            "several processes, set HUIFANG_DATABASE_URL to a PostgreSQL database"
        )


@contextmanager
def single_process(database: Database) -> Iterator[None]:
    """Hold the SQLite file for this process; nothing to hold on PostgreSQL or in memory.

    The system gives the file free when the process ends, however it ends. Commands that write once, such as
    `huifang service-ended`, need not hold it: single transactions of several processes wait for each other.

    Raises:
        AlreadyAtWork: another process holds it.
    """
    name = database.engine.url.database
    if not database.is_sqlite or not name or name == ":memory:":
        yield
        return
    # A file beside it: locks on the database file itself would get in SQLite's way.
    lock = os.open(f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise AlreadyAtWork(Path(name)) from exc
        yield
    finally:
        os.close(lock)
