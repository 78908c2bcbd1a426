"""Which messages have the words that somebody looks for, in the terms of each database."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, ColumnElement, Select, cast, column, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message
from store.models.search import SEARCH_TABLE, SEARCHED
from store.terms import Wanted

ROW_ID = column("rowid", BigInteger)
ROW = Message.__table__
INDEX = table(SEARCH_TABLE, ROW_ID)


async def matching(
    session: AsyncSession, sought: Sequence[Wanted], before_id: int | None, limit: int
) -> list[int]:
    """The newest messages that have all that is sought, older than one if it is named; their ids."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    statement, row_id = _on_sqlite(sought) if is_sqlite else _on_postgresql(sought)
    if before_id is not None:
        statement = statement.where(row_id < before_id)
    return list(await session.scalars(statement.order_by(row_id.desc()).limit(limit)))


def fts5_query(sought: Sequence[Wanted]) -> str:
    """The query of FTS5, such as `"退款" AND "ref"*`. Terms hold letters and digits only."""
    return " AND ".join(f'"{each.term}"' + ("" if each.is_whole else "*") for each in sought)


def tsquery(sought: Sequence[Wanted]) -> str:
    """The query of PostgreSQL, such as `'退款' & 'ref':*`."""
    return " & ".join(f"'{each.term}'" + ("" if each.is_whole else ":*") for each in sought)


def _on_sqlite(sought: Sequence[Wanted]) -> tuple[Select[tuple[int]], ColumnElement[int]]:
    # From the index alone: joined with the messages, every hit would be gathered before the first is shown.
    found = literal_column(SEARCH_TABLE).op("MATCH")(fts5_query(sought))
    return select(ROW_ID).select_from(INDEX).where(found), ROW_ID


def _on_postgresql(sought: Sequence[Wanted]) -> tuple[Select[tuple[int]], ColumnElement[int]]:
    found = literal_column(SEARCHED).op("@@")(cast(literal(tsquery(sought)), TSQUERY))
    return select(ROW.c.id).where(found), ROW.c.id
