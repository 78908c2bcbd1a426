"""INSERT … ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy builds for each."""

from typing import Any

from sqlalchemy import Column, TableClause
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

ConflictInsert = sqlite.Insert | postgresql.Insert


def conflict_insert(dialect: str, table: TableClause | type[Any]) -> ConflictInsert:
    """Return an INSERT for this dialect, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def insert_or_ignore(
    session: AsyncSession, table: TableClause | type[Any], *key: str | Column[Any]
) -> ConflictInsert:
    """Return an INSERT that leaves out the rows whose unique key, of these columns, is taken."""
    insert = conflict_insert(session.get_bind().dialect.name, table)
    return insert.on_conflict_do_nothing(index_elements=key)
