"""Looking for traces of a customer in every column of every table."""

from sqlalchemy import text

from store.engine.database import Database
from store.models import Base


async def all_rows(database: Database) -> dict[str, str]:
    """All rows of each table, as text."""
    async with database.reading() as session:
        return {
            name: "\n".join(
                str(tuple(row)).lower()
                for row in await session.execute(text(f"SELECT * FROM {name}"))  # noqa: S608 - our own tables
            )
            for name in Base.metadata.tables
        }


async def everything(database: Database) -> str:
    """All rows of all tables."""
    return "\n".join((await all_rows(database)).values())


async def places(database: Database, word: str) -> set[str]:
    """The tables that hold a word, in upper or lower case."""
    return {name for name, rows in (await all_rows(database)).items() if word.lower() in rows}
