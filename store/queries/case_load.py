"""How much work the open cases are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import OPEN_STATUSES, Case, CaseKind
from store.queries.cases import overdue


@dataclass(frozen=True, slots=True)
class CaseLoad:
    """Open cases, and how many of them are overdue, belong to nobody, or follow a low score.

    The overdue ones are those that the list shows as such: a case that waits for the customer is not late.
    """

    open: int
    overdue: int
    unassigned: int
    recovery: int


async def count_cases(session: AsyncSession, now: datetime, outlet: str | None = None) -> CaseLoad:
    """The open cases, of one outlet or of all."""
    statement = select(
        func.count(Case.id),
        func.coalesce(func.sum(case((overdue(now), 1), else_=0)), 0),
        func.coalesce(func.sum(case((Case.assignee_id.is_(None), 1), else_=0)), 0),
        func.coalesce(func.sum(case((Case.kind == CaseKind.RECOVERY, 1), else_=0)), 0),
    ).where(Case.status.in_(OPEN_STATUSES))
    if outlet is not None:
        statement = statement.where(Case.outlet == outlet)
    return CaseLoad(*map(int, (await session.execute(statement)).tuples().one()))
