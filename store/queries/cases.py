"""The list of cases: the open ones by when they are due, the settled ones newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import OPEN_STATUSES, Case, CaseKind, CaseStatus, Priority
from store.models.customers import Customer
from store.models.staff import Staff
from store.queries.customers import CustomerCard, customer_card
from store.queries.paging import Cursor, Page, beyond, cut


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case; `assignee` is a name."""

    id: int
    reference: str
    kind: CaseKind
    status: CaseStatus
    priority: Priority
    customer: CustomerCard
    conversation_id: int | None
    message_id: int | None
    outlet: str | None
    agent: str | None
    order_number: str | None
    assignee: str | None
    due_at: datetime
    opened_at: datetime
    settled_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the promised time has passed and the case still waits."""
        return self.status in OPEN_STATUSES and self.due_at < now


# The name is missing where nobody is assigned, which the types of an outer join do not tell.
Selected = Select[tuple[Case, Customer, str]]


async def list_open_cases(
    session: AsyncSession, after: Cursor | None = None, size: int = 50
) -> Page[CaseRow]:
    """A page of cases that wait for somebody, the most urgent first."""
    statement = _selected().where(Case.status.in_(OPEN_STATUSES)).order_by(Case.due_at, Case.id)
    if after is not None:
        statement = statement.where(beyond(Case.due_at, Case.id, after))
    rows = await _rows(session, statement.limit(size + 1))
    return cut(rows, size, lambda row: Cursor(row.due_at, row.id))


async def list_settled_cases(
    session: AsyncSession, after: Cursor | None = None, size: int = 50
) -> Page[CaseRow]:
    """A page of settled cases, the latest opened first."""
    statement = _selected().where(Case.status == CaseStatus.SETTLED)
    if after is not None:
        statement = statement.where(Case.id < after.id)
    rows = await _rows(session, statement.order_by(Case.id.desc()).limit(size + 1))
    return cut(rows, size, lambda row: Cursor(row.opened_at, row.id))


async def cases_of_customer(session: AsyncSession, customer_id: int, limit: int = 50) -> tuple[CaseRow, ...]:
    """The customer's cases, newest first."""
    statement = _selected().where(Case.customer_id == customer_id).order_by(Case.id.desc()).limit(limit)
    return tuple(await _rows(session, statement))


def _selected() -> Selected:
    statement = select(Case, Customer, Staff.name).join(Customer, Customer.id == Case.customer_id)
    return statement.outerjoin(Staff, Staff.id == Case.assignee_id)


async def _rows(session: AsyncSession, statement: Selected) -> list[CaseRow]:
    found = (await session.execute(statement)).tuples()
    return [_row(case, customer, assignee) for case, customer, assignee in found]


def _row(case: Case, customer: Customer, assignee: str | None) -> CaseRow:
    return CaseRow(
        id=case.id,
        reference=case.reference or f"#{case.id}",
        kind=case.kind,
        status=case.status,
        priority=case.priority,
        customer=customer_card(customer),
        conversation_id=case.conversation_id,
        message_id=case.message_id,
        outlet=case.outlet,
        agent=case.agent,
        order_number=case.order_number,
        assignee=assignee,
        due_at=case.due_at,
        opened_at=case.opened_at,
        settled_at=case.settled_at,
    )
