"""The edition of what is published: a number that grows whenever it changes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.row_insert import conflict_insert
from store.models.answers import AnswerEdition
from store.models.setting_versions import SettingEdition

EditionTable = type[AnswerEdition] | type[SettingEdition]

ONLY = 1  # the id of the one row
NONE_YET = 0


async def current_edition(session: AsyncSession, table: EditionTable) -> int:
    """Return the number of the edition; 0 before anything was published."""
    number = await session.scalar(select(table.number).where(table.id == ONLY))
    return NONE_YET if number is None else number


async def locked_edition(session: AsyncSession, table: EditionTable, now: datetime) -> int:
    """Return the number of the edition, which no other transaction changes until this one ends.

    What is compared before publishing (an ETag, the questions of other entries) is read after it.
    """
    insert = conflict_insert(session.get_bind().dialect.name, table)
    statement = insert.values(id=ONLY, number=NONE_YET, changed_at=now).on_conflict_do_update(
        index_elements=[table.id], set_={"number": table.number}
    )
    number: int = (await session.scalars(statement.returning(table.number))).one()
    return number


async def next_edition(session: AsyncSession, table: EditionTable, now: datetime) -> int:
    """Let the edition grow, in the transaction that changes what is published, and return its number.

    Until that transaction ends, others that want the same wait here.
    """
    insert = conflict_insert(session.get_bind().dialect.name, table)
    await session.execute(
        insert.values(id=ONLY, number=NONE_YET + 1, changed_at=now).on_conflict_do_update(
            index_elements=[table.id], set_={"number": table.number + 1, "changed_at": now}
        )
    )
    return await current_edition(session, table)
