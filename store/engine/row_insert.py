"""Inserting rows otherwise than by a flush of the session.

A flush would write everything that has changed so far, and what changes after it once more. INSERT … ON
CONFLICT is spelt alike by SQLite and PostgreSQL, and SQLAlchemy builds it for each.
"""

from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Table, TableClause, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.dml import ReturningInsert

from store.engine.columns import Base

Row = TypeVar("Row", bound=Base)
ConflictInsert = sqlite.Insert | postgresql.Insert


async def insert_row(session: AsyncSession, model: type[Row], /, **values: Any) -> Row:
    """Insert a row now and return it with its number and defaults, as part of the session."""
    connection = await session.connection()
    # An INSERT of the table: one of the class takes twice the time, for what a single row does not need.
    inserted = (await connection.execute(_insert(model), values)).one()
    row = model()
    for column, value in zip(model.__table__.c, inserted, strict=True):
        set_committed_value(row, column.key, value)
    make_transient_to_detached(row)
    session.add(row)
    return row


@cache
def _insert(model: type[Base]) -> ReturningInsert[Any]:
    table = cast("Table", model.__table__)
    return insert(table).returning(*table.c)


def conflict_insert(dialect: str, table: TableClause | type[Any]) -> ConflictInsert:
    """Return an INSERT for this dialect, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def insert_or_ignore(
    session: AsyncSession, table: TableClause | type[Any], *key: str | Column[Any]
) -> ConflictInsert:
    """Return an INSERT that leaves out the rows whose unique key, of these columns, is taken."""
    statement = conflict_insert(session.get_bind().dialect.name, table)
    return statement.on_conflict_do_nothing(index_elements=key)
