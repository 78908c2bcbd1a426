"""Inserting one row by itself, while all else that a transaction changes waits for its end.

A flush of the session would write everything that has changed so far, and what changes after it once more.
"""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningInsert

from store.engine.columns import Base

Row = TypeVar("Row", bound=Base)


async def insert_row(session: AsyncSession, model: type[Row], /, **values: Any) -> Row:
    """Insert a row now and return it with its number and defaults, as part of the session."""
    row: Row = (await session.scalars(_insert(model), [values])).one()
    return row


@cache
def _insert(model: type[Row]) -> ReturningInsert[tuple[Row]]:
    return insert(model).returning(model).execution_options(autoflush=False)
