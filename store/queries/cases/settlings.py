"""Settled cases that can still be taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import Case, Settling


@dataclass(frozen=True, slots=True)
class UndoableSettling:
    """A case that was settled a moment ago."""

    case_id: int
    reference: str


async def undoable_settling(session: AsyncSession, staff_id: int, now: datetime) -> UndoableSettling | None:
    """The case that this member of staff settled last, if that can still be taken back."""
    statement = (
        select(Case.id, Case.reference)
        .join(Settling, Settling.case_id == Case.id)
        .where(Settling.staff_id == staff_id, Settling.until > now)
        .order_by(Settling.until.desc())
        .limit(1)
    )
    found = (await session.execute(statement)).tuples().one_or_none()
    return None if found is None else UndoableSettling(found[0], found[1] or f"#{found[0]}")
