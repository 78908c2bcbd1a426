"""Which messages have the words of a search, in the terms of each database."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, cast, column, func, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.search_terms import SearchTerm
from store.models.conversations import Message
from store.models.full_text_index import SEARCH_TABLE, SEARCHED

ROW_ID = column("rowid", BigInteger)
ROW = Message.__table__
INDEX = table(SEARCH_TABLE, ROW_ID)
NEAR = 10_000  # messages that are looked through one by one: some hundredths of a second


async def matching(
    session: AsyncSession, sought: Sequence[SearchTerm], before_id: int | None, limit: int
) -> list[int]:
    """The newest messages that have all that is sought, older than one if it is named; their ids."""
    if session.get_bind().dialect.name == "sqlite":
        return await _on_sqlite(session, sought, before_id, limit)
    return await _on_postgresql(session, sought, before_id, limit)


def fts5_query(sought: Sequence[SearchTerm]) -> str:
    """The query of FTS5, such as `"退款" AND "ref"*`. Terms hold letters and digits only."""
    return " AND ".join(_either(each, '"{}"*', " OR ") or f'"{each.term}"' for each in sought)


def tsquery(sought: Sequence[SearchTerm]) -> str:
    """The query of PostgreSQL, such as `'退款' & 'ref':*`."""
    return " & ".join(_either(each, "'{}':*", " | ") or f"'{each.term}'" for each in sought)


def _either(sought: SearchTerm, begins: str, either: str) -> str | None:
    """What begins with a term, or is a phone number that ends with it; None for a whole term."""
    if sought.is_whole:
        return None
    if sought.ending is None:
        return begins.format(sought.term)
    return f"({begins.format(sought.term)}{either}{begins.format(sought.ending)})"


async def _on_sqlite(
    session: AsyncSession, sought: Sequence[SearchTerm], before_id: int | None, limit: int
) -> list[int]:
    # From the index alone: joined with the messages, every hit would be gathered before the first is shown.
    found = literal_column(SEARCH_TABLE).op("MATCH")(fts5_query(sought))
    statement = select(ROW_ID).select_from(INDEX).where(found).order_by(ROW_ID.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(before_id > ROW_ID)
    return list(await session.scalars(statement))


async def _on_postgresql(
    session: AsyncSession, sought: Sequence[SearchTerm], before_id: int | None, limit: int
) -> list[int]:
    """Among the newest messages first, where a common word soon has enough hits, then in the index.

    A GIN index has no order: all its hits are gathered before the newest are known, which is quick only for
    a rare word. Left the choice, the planner takes the way of the common word for a rare one, and reads all.
    """
    end = before_id or (await session.scalar(select(func.max(ROW.c.id))) or 0) + 1
    found = literal_column(SEARCHED).op("@@")(cast(literal(tsquery(sought)), TSQUERY))
    near = select(ROW.c.id).where(found, ROW.c.id >= end - NEAR, ROW.c.id < end)
    hits = list(await session.scalars(near.order_by(ROW.c.id.desc()).limit(limit)))
    if len(hits) == limit:
        return hits
    everywhere = select(ROW.c.id).where(found).cte("hits").prefix_with("MATERIALIZED")
    far = select(everywhere.c.id).where(everywhere.c.id < end).order_by(everywhere.c.id.desc()).limit(limit)
    return list(await session.scalars(far))
