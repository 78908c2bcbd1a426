"""The list of cases: the open ones by when they are due, the settled ones newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Aspect
from store.models.cases import IS_OPEN, OPEN_STATUSES, Case, CaseKind, CaseStatus, Priority
from store.models.conversations import Message, MessageKind
from store.models.customers import Customer
from store.models.queues import Alarm
from store.models.staff import Staff
from store.queries.cases.case_search import is_meant
from store.queries.cases.case_tags import has_tag
from store.queries.customer_labels import CustomerCard, customer_card
from store.queries.not_found import NotFound
from store.queries.paging import PAGE, Cursor, Page, beyond, cut

STALLED_KINDS = ("case.stalled", "case.escalated")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case; `assignee` is a name.

    `words` are those of the customer that opened it, and `said` what that message carries; None where no
    message did.
    """

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
    assignee_id: int | None
    due_at: datetime
    opened_at: datetime
    settled_at: datetime | None
    paused_at: datetime | None
    stalled: bool
    is_urgent: bool = False
    chased_at: datetime | None = None
    aspect: Aspect | None = None
    settle_reason: str | None = None
    words: str | None = None
    said: MessageKind | None = None
    snoozed_until: datetime | None = None
    tags: tuple[str, ...] = ()

    def is_overdue(self, now: datetime) -> bool:
        """Whether the promised time has passed and the case still waits for us: its clock is not stopped."""
        return self.status in OPEN_STATUSES and self.paused_at is None and self.due_at < now


class Unassigned(Enum):
    """The assignee of cases without one."""

    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to list; what is not given is not asked for. `assignee` is an id, or `UNASSIGNED`."""

    assignee: int | Unassigned | None = None
    kind: CaseKind | None = None
    priority: Priority | None = None
    outlet: str | None = None
    overdue_at: datetime | None = None
    status: CaseStatus | None = None
    chased: bool = False
    urgent: bool = False
    snoozed: bool = False
    tag: str | None = None
    sought: str | None = None


ALL = CaseFilter()
# The name and the words may be missing, which the types of outer joins do not tell.
Selected = Select[tuple[Case, Customer, str, str | None, MessageKind, bool]]


async def list_open_cases(
    session: AsyncSession, after: Cursor | None = None, size: int = PAGE, wanted: CaseFilter = ALL
) -> Page[CaseRow]:
    """A page of waiting cases, the most urgent first."""
    statement = selected(wanted).where(IS_OPEN).order_by(Case.due_at, Case.id)
    if after is not None:
        statement = statement.where(beyond(Case.due_at, Case.id, after))
    rows = await rows_of_cases(session, statement.limit(size + 1))
    return cut(rows, size, lambda row: Cursor(row.due_at, row.id))


async def list_settled_cases(
    session: AsyncSession, after: Cursor | None = None, size: int = PAGE, wanted: CaseFilter = ALL
) -> Page[CaseRow]:
    """A page of settled and withdrawn cases, the latest opened first."""
    closed = Case.status.not_in((*OPEN_STATUSES, CaseStatus.MERGED))
    statement = selected(wanted).where(closed)
    if after is not None:
        statement = statement.where(Case.id < after.id)
    rows = await rows_of_cases(session, statement.order_by(Case.id.desc()).limit(size + 1))
    return cut(rows, size, lambda row: Cursor(row.opened_at, row.id))


async def cases_of_customer(session: AsyncSession, customer_id: int, limit: int = 50) -> tuple[CaseRow, ...]:
    """The customer's cases without those that went into another, newest first."""
    mine = selected().where(Case.customer_id == customer_id, Case.status != CaseStatus.MERGED)
    statement = mine.order_by(Case.id.desc()).limit(limit)
    return tuple(await rows_of_cases(session, statement))


async def read_case(session: AsyncSession, case_id: int) -> CaseRow:
    """One case.

    Raises:
        NotFound: there is no such case.
    """
    rows = await rows_of_cases(session, selected().where(Case.id == case_id))
    if not rows:
        raise NotFound("case", case_id)
    return rows[0]


def selected(wanted: CaseFilter = ALL) -> Selected:
    """The cases that a filter wants, with what a row shows beside them."""
    statement = select(Case, Customer, Staff.name, Message.text, Message.kind, _is_stalled())
    return (
        statement.join(Customer, Customer.id == Case.customer_id)
        .outerjoin(Staff, Staff.id == Case.assignee_id)
        .outerjoin(Message, Message.id == Case.message_id)
        .where(*conditions(wanted))
    )


def conditions(wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    """What the filter means in SQL."""
    if wanted.assignee is Unassigned.UNASSIGNED:
        yield Case.assignee_id.is_(None)
    elif wanted.assignee is not None:
        yield Case.assignee_id == wanted.assignee
    if wanted.overdue_at is not None:
        yield overdue(wanted.overdue_at)
    for is_wanted, condition in (
        (wanted.chased, Case.chased_at.is_not(None)),
        (wanted.urgent, Case.is_urgent.is_(True)),
        (wanted.snoozed, Case.snoozed_until.is_not(None)),
    ):
        if is_wanted:
            yield condition
    if wanted.tag is not None:
        yield has_tag(wanted.tag)
    if wanted.sought:
        yield is_meant(wanted.sought)
    for column, value in (
        (Case.kind, wanted.kind),
        (Case.priority, wanted.priority),
        (Case.outlet, wanted.outlet),
        (Case.status, wanted.status),
    ):
        if value is not None:
            yield column == value


def overdue(now: datetime) -> ColumnElement[bool]:
    """Of open cases: whether the promised time has passed while the clock was going; see `CaseRow`."""
    return and_(Case.due_at < now, Case.paused_at.is_(None))


async def rows_of_cases(session: AsyncSession, statement: Selected) -> list[CaseRow]:
    """The cases of a statement that began with `selected`, in its order."""
    return [
        replace(_row(case, customer, assignee, is_stalled=is_stalled), words=words, said=said)
        for case, customer, assignee, words, said, is_stalled in (await session.execute(statement)).tuples()
    ]


def _is_stalled() -> ColumnElement[bool]:
    """Whether a case has a stalled alarm."""
    return exists().where(
        Alarm.cleared_at.is_(None),
        Alarm.kind.in_(STALLED_KINDS),
        Alarm.subject == literal("case:") + Case.reference,
    )


def _row(case: Case, customer: Customer, assignee: str | None, *, is_stalled: bool) -> CaseRow:
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
        assignee_id=case.assignee_id,
        due_at=case.due_at,
        opened_at=case.opened_at,
        settled_at=case.settled_at,
        paused_at=case.paused_at,
        stalled=is_stalled,
        is_urgent=case.is_urgent,
        chased_at=case.chased_at,
        aspect=case.aspect,
        settle_reason=case.settle_reason,
        snoozed_until=case.snoozed_until,
        tags=case.tags,
    )


@dataclass(frozen=True, slots=True)
class CaseLoad:
    """Open cases, and how many of them are overdue, have no assignee, or follow a low score.

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
    ).where(IS_OPEN)
    if outlet is not None:
        statement = statement.where(Case.outlet == outlet)
    return CaseLoad(*map(int, (await session.execute(statement)).tuples().one()))
