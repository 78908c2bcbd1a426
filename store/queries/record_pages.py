"""Rows as other systems read them: newest first, a page after a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.queries.not_found import NotFound


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Which rows: with smaller numbers than `after`, at most `size`."""

    after: int | None = None
    size: int = 50


async def rows_of(
    session: AsyncSession, chosen: Select[Any], number: InstrumentedAttribute[int], page: RecordPage
) -> Sequence[Any]:
    """Return the rows of a page, and one more if there is another page."""
    if page.after is not None:
        chosen = chosen.where(number < page.after)
    found = await session.execute(chosen.order_by(number.desc()).limit(page.size + 1))
    return found.all()


async def row_of(
    session: AsyncSession, chosen: Select[Any], number: InstrumentedAttribute[int], kind: str, row_id: int
) -> Any:
    """Return the row of a number.

    Raises:
        NotFound: there is none; `kind` says of what.
    """
    row = (await session.execute(chosen.where(number == row_id))).one_or_none()
    if row is None:
        raise NotFound(kind, row_id)
    return row
