"""Reading many rows piece by piece, so that one piece is all that memory holds."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

Row = TypeVar("Row", bound=tuple[Any, ...])


async def row_pieces(
    session: AsyncSession, statement: Select[Row], number: InstrumentedAttribute[int], size: int
) -> AsyncIterator[Sequence[Row]]:
    """Read the rows in the order of a unique number above 0, which belongs to the first entity of the row."""
    piece, last = statement.order_by(number).limit(size), 0
    while True:
        rows = (await session.execute(piece.where(number > last))).tuples().all()
        if rows:
            last = getattr(rows[-1][0], number.key)
            yield rows
        session.expunge_all()  # or the session would remember every row
        if len(rows) < size:
            return
