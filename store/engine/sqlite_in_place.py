"""SQLite connections that run a writing transaction's statements in place, and a reading one's in one call.

The driver hands every call to a thread, four calls a statement, and a short transaction spends most of its
time on that. In a transaction that writes, only what may wait goes to the thread: the begin (for another
process) and the commit (for the disk). The statements between them take microseconds. In one that only reads,
each statement goes to the thread together with its first rows, since a report may take long.
"""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from aiosqlite import Connection, Cursor
from aiosqlite.context import contextmanager

from store.engine.sqlite_cursor import FirstRowsCursor

Result = TypeVar("Result")


class InPlaceConnection(Connection):
    """`in_place` is set when a writing transaction begins, and ends with it.

    The pool rolls back every connection that it takes back. Where no transaction is open, that is left out;
    while a call that was cancelled may run in the thread, that is not known.
    """

    in_place = False
    _is_running = False

    @contextmanager
    async def cursor(self) -> Cursor:
        """See `aiosqlite.Connection`; making a cursor reads nothing, and takes place here."""
        return FirstRowsCursor(self, self._conn.cursor())

    async def commit(self) -> None:
        """See `aiosqlite.Connection`."""
        self.in_place = False
        await super().commit()

    async def rollback(self) -> None:
        """See `aiosqlite.Connection`."""
        self.in_place = False
        if self._is_running or self._conn.in_transaction:
            await super().rollback()

    async def _execute(self, fn: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        if self.in_place:
            return fn(*args, **kwargs)
        self._is_running = True
        result: Result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        self._is_running = False
        return result


def connect_in_place(file: str, **options: Any) -> InPlaceConnection:
    """A connection that SQLAlchemy's aiosqlite dialect takes as `async_creator_fn`."""
    connection = InPlaceConnection(
        lambda: sqlite3.connect(file, **{**options, "check_same_thread": False}), iter_chunk_size=64
    )
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does with connections that it makes
    return connection
