"""SQLite cursors that bring the first rows of a statement in the call that executes it."""

from collections.abc import Iterable, Sequence
from typing import Any

from aiosqlite import Cursor

AT_ONCE = 256
"""How many rows come with the statement at most; files come one by one."""


class FirstRowsCursor(Cursor):
    """Fetches the first rows in the call that executes the statement."""

    _rows: Sequence[Any] = ()
    _has_more = False

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Cursor:
        """See `aiosqlite.Cursor`."""
        self._rows, self._has_more = (), False
        self._rows = await self._execute(self._run, sql, parameters or ())  # type: ignore[no-untyped-call]
        return self

    async def fetchone(self) -> Any:
        """See `aiosqlite.Cursor`."""
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """See `aiosqlite.Cursor`."""
        wanted = self._cursor.arraysize if size is None else size
        rows, self._rows = [*self._rows[:wanted]], self._rows[wanted:]
        if self._has_more and len(rows) < wanted:
            rows += await super().fetchmany(wanted - len(rows))
        return rows

    async def fetchall(self) -> list[Any]:
        """See `aiosqlite.Cursor`."""
        rows, self._rows = [*self._rows], ()
        return [*rows, *(await super().fetchall())] if self._has_more else rows

    async def close(self) -> None:
        """Close the cursor in place: that reads nothing."""
        self._cursor.close()

    def _run(self, sql: str, parameters: Any) -> list[Any]:
        rows = list[Any]()
        for row in self._cursor.execute(sql, parameters):
            rows.append(row)
            self._has_more = len(rows) == AT_ONCE or any(isinstance(value, bytes) for value in row)
            if self._has_more:
                break
        return rows
