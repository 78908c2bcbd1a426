"""The edition: a number that grows whenever what is published changes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.conflict_insert import conflict_insert
from store.models.answers import AnswerEdition

ONLY = 1  # the id of the one row
NONE_YET = 0


async def current_edition(session: AsyncSession) -> int:
    """Return the number of the edition; 0 before anything was published."""
    number = await session.scalar(select(AnswerEdition.number).where(AnswerEdition.id == ONLY))
    return NONE_YET if number is None else number


async def locked_edition(session: AsyncSession, now: datetime) -> int:
    """Return the number of the edition, which no other transaction changes until this one ends.

    What is compared before publishing (an ETag, the questions of other entries) is read after it.
    """
    insert = conflict_insert(session.get_bind().dialect.name, AnswerEdition)
    statement = insert.values(id=ONLY, number=NONE_YET, changed_at=now).on_conflict_do_update(
        index_elements=[AnswerEdition.id], set_={"number": AnswerEdition.number}
    )
    number: int = (await session.scalars(statement.returning(AnswerEdition.number))).one()
    return number


async def next_edition(session: AsyncSession, now: datetime) -> None:
    """Let the edition grow, in the transaction that changes what is published."""
    insert = conflict_insert(session.get_bind().dialect.name, AnswerEdition)
    await session.execute(
        insert.values(id=ONLY, number=NONE_YET + 1, changed_at=now).on_conflict_do_update(
            index_elements=[AnswerEdition.id],
            set_={"number": AnswerEdition.number + 1, "changed_at": now},
        )
    )
