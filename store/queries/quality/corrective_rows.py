"""Lists of corrective actions, and one with its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.reviews import (
    CorrectiveAction,
    CorrectiveStatus,
    CorrectiveStep,
    CorrectiveStepKind,
    Reading,
)
from store.models.staff import Staff
from store.queries.not_found import NotFound
from store.queries.paging import PAGE, Cursor, Page, before, beyond, cut


@dataclass(frozen=True, slots=True)
class CorrectiveRow:
    """A finding that a person corrects; `words` are those with which it was given to them."""

    id: int
    criterion: str
    status: CorrectiveStatus
    person_id: int
    person: str
    due_at: datetime
    created_at: datetime
    reading_id: int
    check_id: int
    conversation_id: int
    words: str | None

    def is_overdue(self, now: datetime) -> bool:
        """Return whether it is still to be done after its last day."""
        return self.status is CorrectiveStatus.OPEN and self.due_at <= now


@dataclass(frozen=True, slots=True)
class CorrectiveStepRow:
    """One step with the words of who took it."""

    step: CorrectiveStepKind
    by: str
    note: str | None
    at: datetime


async def list_corrective(
    session: AsyncSession,
    status: CorrectiveStatus,
    person_id: int | None = None,
    after: Cursor | None = None,
    size: int = PAGE,
) -> Page[CorrectiveRow]:
    """Return a page: what is due first, and of the closed ones the newest day first."""
    at, row_id = CorrectiveAction.due_at, CorrectiveAction.id
    is_closed = status is CorrectiveStatus.CLOSED
    statement = _selected().where(CorrectiveAction.status == status)
    if person_id is not None:
        statement = statement.where(CorrectiveAction.staff_id == person_id)
    if after is not None:
        statement = statement.where((before if is_closed else beyond)(at, row_id, after))
    order = (at.desc(), row_id.desc()) if is_closed else (at, row_id)
    rows = (await session.execute(statement.order_by(*order).limit(size + 1))).tuples()
    return cut([CorrectiveRow(*row) for row in rows], size, lambda row: Cursor(row.due_at, row.id))


async def count_corrective(
    session: AsyncSession, person_id: int | None = None
) -> Mapping[CorrectiveStatus, int]:
    """Return how many there are of each status."""
    statement = select(CorrectiveAction.status, func.count()).group_by(CorrectiveAction.status)
    if person_id is not None:
        statement = statement.where(CorrectiveAction.staff_id == person_id)
    counted = dict((await session.execute(statement)).tuples().all())
    return {status: counted.get(status, 0) for status in CorrectiveStatus}


async def read_corrective(
    session: AsyncSession, action_id: int
) -> tuple[CorrectiveRow, tuple[CorrectiveStepRow, ...]]:
    """Return one with its steps in order.

    Raises:
        NotFound: there is none.
    """
    row = (await session.execute(_selected().where(CorrectiveAction.id == action_id))).tuples().one_or_none()
    if row is None:
        raise NotFound("corrective action", action_id)
    steps = (
        select(CorrectiveStep.step, Staff.name, CorrectiveStep.note, CorrectiveStep.at)
        .join(Staff, Staff.id == CorrectiveStep.staff_id)
        .where(CorrectiveStep.action_id == action_id)
        .order_by(CorrectiveStep.id)
    )
    taken = tuple(CorrectiveStepRow(*step) for step in (await session.execute(steps)).tuples())
    return CorrectiveRow(*row), taken


def _selected() -> Select[
    tuple[int, str, CorrectiveStatus, int, str, datetime, datetime, int, int, int, str | None]
]:
    first = aliased(CorrectiveStep)
    words = (
        select(first.note)
        .where(first.action_id == CorrectiveAction.id)
        .order_by(first.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            CorrectiveAction.id,
            CorrectiveAction.criterion,
            CorrectiveAction.status,
            CorrectiveAction.staff_id,
            Staff.name,
            CorrectiveAction.due_at,
            CorrectiveAction.created_at,
            CorrectiveAction.reading_id,
            Reading.spot_check_id,
            Reading.conversation_id,
            words,
        )
        .join(Staff, Staff.id == CorrectiveAction.staff_id)
        .join(Reading, Reading.id == CorrectiveAction.reading_id)
    )
