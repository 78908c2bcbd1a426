"""The queue of open cases, in the order in which they are worked on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import IS_OPEN, Case, CaseStatus, Priority
from store.queries.cases.case_rows import CaseRow, overdue, rows_of_cases, selected
from store.queries.cases.waiting_customers import WaitingSince, waiting_customers
from store.queries.reading_places import read_to

LENGTH = 20


@dataclass(frozen=True, slots=True)
class QueuedCase:
    """A case of the queue; `waiting` is None where a person has answered the customer's last words.

    `is_unread`: the reader has not opened the conversation since those words.
    """

    case: CaseRow
    waiting: WaitingSince | None
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """The first cases of a queue, and how many it has; `snoozed` ones are not in it."""

    cases: tuple[QueuedCase, ...]
    count: int
    snoozed: int = 0


async def read_queue(
    session: AsyncSession,
    now: datetime,
    staff_id: int | None,
    *,
    reader_id: int | None = None,
    size: int = LENGTH,
) -> WorkQueue:
    """The queue of a member of staff: their cases and those without an assignee. None is for all cases.

    What is unread is so for the member of staff with `reader_id`.
    """
    mine = list(_of(staff_id))
    order = tuple(queue_order(now))
    first = select(Case.id).where(*mine).order_by(*order).limit(size).subquery()
    rows = await rows_of_cases(session, selected().join(first, first.c.id == Case.id).order_by(*order))
    talks = [row.conversation_id for row in rows if row.conversation_id]
    waiting = await waiting_customers(session, talks)
    seen = await read_to(session, reader_id, talks) if reader_id is not None else None
    asleep = Case.snoozed_until.is_not(None)
    counts = select(func.count().filter(~asleep), func.count().filter(asleep)).select_from(Case)
    count, snoozed = (await session.execute(counts.where(*_mine(staff_id)))).one()
    return WorkQueue(tuple(_queued(row, waiting, seen) for row in rows), count, snoozed)


def _queued(row: CaseRow, waiting: Mapping[int, WaitingSince], seen: Mapping[int, int] | None) -> QueuedCase:
    since = waiting.get(row.conversation_id or 0)
    is_unread = (
        since is not None and seen is not None and since.newest > seen.get(row.conversation_id or 0, 0)
    )
    return QueuedCase(row, since, is_unread)


async def next_case(
    session: AsyncSession, now: datetime, staff_id: int, besides: int | None = None
) -> int | None:
    """The first case in the queue of a member of staff that does not wait for its customer."""
    statement = select(Case.id).where(*_of(staff_id), Case.status != CaseStatus.WAITING)
    if besides is not None:
        statement = statement.where(Case.id != besides)
    found: int | None = await session.scalar(statement.order_by(*queue_order(now)).limit(1))
    return found


def _of(staff_id: int | None) -> Iterator[ColumnElement[bool]]:
    yield from _mine(staff_id)
    yield Case.snoozed_until.is_(None)


def _mine(staff_id: int | None) -> Iterator[ColumnElement[bool]]:
    yield IS_OPEN
    if staff_id is not None:
        yield or_(Case.assignee_id.is_(None), Case.assignee_id == staff_id)


def queue_order(now: datetime) -> Iterator[SQLColumnExpression[int] | SQLColumnExpression[datetime]]:
    """Urgent, overdue, chased, oldest; what waits for the customer comes last."""
    yield _first(Case.status != CaseStatus.WAITING)
    yield _first(Case.is_urgent.is_(True))
    yield _first(Case.priority == Priority.HIGH)
    yield _first(overdue(now))
    yield _first(Case.chased_at.is_not(None))
    yield from (Case.opened_at, Case.id)


def _first(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 0), else_=1)
