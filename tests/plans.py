"""How a database goes about what it is asked: the plans of real statements, with their real parameters."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event

from store.engine.database import Database


@asynccontextmanager
async def plans(database: Database) -> AsyncIterator[list[str]]:
    """Fills the list with the plan of every SELECT of the block, once the block has ended."""
    asked: list[tuple[str, Any]] = []

    def remember(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    engine, found = database.engine.sync_engine, list[str]()
    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", remember)
    async with database.engine.begin() as connection:
        if not database.is_sqlite:  # which reads a small table as a whole if it is left the choice
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
        for statement, parameters in asked:
            rows = await connection.exec_driver_sql(f"{explain} {statement}", parameters)
            found.append(" | ".join(str(row[-1]) for row in rows))
