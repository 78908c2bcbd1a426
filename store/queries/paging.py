"""Pages that begin after a row and not after a number of rows, so that depth costs nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from store.engine.columns import Id, UtcTime

Row = TypeVar("Row")


PAGE = 30
"""Rows of a page where nothing else is asked for: some three screens."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row after which a page begins: its time and its id."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and where the next page begins; None on the last one."""

    rows: tuple[Row, ...]
    following: Cursor | None


def before(
    at: SQLColumnExpression[datetime], row_id: InstrumentedAttribute[int], cursor: Cursor
) -> ColumnElement[bool]:
    """Rows that come after the cursor where the order is newest first."""
    return tuple_(at, row_id) < _position(cursor)


def beyond(
    at: InstrumentedAttribute[datetime], row_id: InstrumentedAttribute[int], cursor: Cursor
) -> ColumnElement[bool]:
    """Rows that come after the cursor where the order is oldest first."""
    return tuple_(at, row_id) > _position(cursor)


def cut(rows: Sequence[Row], size: int, cursor: Callable[[Row], Cursor]) -> Page[Row]:
    """A page of `size` rows from a query that asked for one row more."""
    shown = tuple(rows[:size])
    return Page(shown, cursor(shown[-1]) if len(rows) > size else None)


def _position(cursor: Cursor) -> ColumnElement[tuple[datetime, int]]:
    return tuple_(literal(cursor.at, UtcTime), literal(cursor.id, Id))
