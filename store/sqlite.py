"""SQLite at the price of its statements.

The usual asynchronous driver hands every call to a thread, four calls a statement, and a short transaction
spends most of its time on that. Here a transaction that writes runs its statements in place, since each takes
microseconds, and leaves to a thread only what may wait: its begin (for another process), and its commit (for
the disk). Transactions that only read are left to the thread altogether: a report may take long.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

WRITES = "BEGIN IMMEDIATE"

Result = TypeVar("Result")
Parameters = Sequence[Any] | dict[str, Any]


async def connect(path: str, **options: Any) -> "Connection":
    """Open a connection; `options` are those of `sqlite3.connect`.

    For SQLAlchemy: `connect_args={"async_creator_fn": connect}` with its aiosqlite dialect.
    """
    connection = Connection()
    await connection.open(path, options)
    return connection


class Connection:
    """What SQLAlchemy's aiosqlite dialect asks of a connection."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._waiting = 0
        self._writes = False
        self._raw: sqlite3.Connection | None = None

    async def open(self, path: str, options: dict[str, Any]) -> None:
        """Open the file; transactions are begun by statements and not by the driver."""
        own = {"check_same_thread": False, "isolation_level": None}
        self._raw = await self.slowly(lambda: sqlite3.connect(path, **{**options, **own}))

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection of the standard library.

        Raises:
            ValueError: it is closed.
        """
        if self._raw is None:
            raise ValueError("no active connection")  # the words by which SQLAlchemy knows it
        return self._raw

    async def slowly(self, work: Callable[[], Result]) -> Result:
        """Do something in the thread of this connection, after what it is doing already."""
        self._waiting += 1
        done = asyncio.get_running_loop().run_in_executor(self._thread, work)
        done.add_done_callback(self._note_done)
        return await done

    async def run(self, sql: str, work: Callable[[], Result]) -> Result:
        """Run a statement: in place where this transaction writes and nothing is under way."""
        if sql == WRITES:
            result = await self.slowly(work)
            self._writes = True
            return result
        return work() if self._writes and not self._waiting else await self.slowly(work)

    async def cursor(self) -> "Cursor":
        """A cursor."""
        return Cursor(self)

    async def commit(self) -> None:
        """Commit."""
        self._writes = False
        await self.slowly(self.raw.commit)

    async def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        self._writes = False
        await self.slowly(self.raw.rollback)

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        """Add a function to SQL."""
        await self.slowly(lambda: self.raw.create_function(*arguments, **options))

    async def close(self) -> None:
        """Close, after what is under way."""
        if self._raw is not None:
            raw, self._raw = self._raw, None
            try:
                await self.slowly(raw.close)
            finally:
                self._thread.shutdown(wait=False)

    def stop(self) -> None:
        """Close without waiting."""
        if self._raw is not None:
            raw, self._raw = self._raw, None
            self._thread.submit(raw.close)
            self._thread.shutdown(wait=False)

    def _note_done(self, _done: object) -> None:
        self._waiting -= 1


class Cursor:
    """What SQLAlchemy's aiosqlite dialect asks of a cursor. All rows are fetched with the statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount = -1

    async def execute(self, sql: str, parameters: Parameters = ()) -> None:
        """Run a statement."""
        raw = self._connection.raw
        await self._connection.run(sql, lambda: self._take(raw.execute(sql, parameters)))

    async def executemany(self, sql: str, parameters: Sequence[Parameters]) -> None:
        """Run a statement once for each set of parameters."""
        raw = self._connection.raw
        await self._connection.run(sql, lambda: self._take(raw.executemany(sql, parameters)))

    async def fetchall(self) -> list[Any]:
        """All rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is left open."""

    def _take(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.lastrowid, self.rowcount = cursor.lastrowid, cursor.rowcount
        cursor.close()
