"""The lists of cases."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.cases import CaseKind, CaseStatus
from store.models.staff import Role, Staff
from store.queries.cases.case_rows import (
    CaseFilter,
    CaseLoad,
    CaseRow,
    cases_of_customer,
    count_cases,
    list_open_cases,
    list_settled_cases,
)
from store.queries.paging import Cursor
from tests.records import Records

HOUR = timedelta(hours=1)


async def test_open_cases_come_by_when_they_are_due(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("Wang")
        late = await records.case(customer, due_at=now + 3 * HOUR)
        urgent = await records.case(customer, due_at=now - HOUR, status=CaseStatus.IN_PROGRESS)
        waiting = await records.case(customer, due_at=now + HOUR, status=CaseStatus.WAITING)
        await records.case(customer, status=CaseStatus.SETTLED, settled_at=now)
    async with database.reading() as session:
        page = await list_open_cases(session)
    assert [row.id for row in page.rows] == [urgent.id, waiting.id, late.id]
    assert [row.is_overdue(now) for row in page.rows] == [True, False, False]
    assert page.rows[0].customer.first_name == "Wang"


async def test_settled_cases_come_newest_first_and_are_never_overdue(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        settled = [
            await records.case(customer, status=CaseStatus.SETTLED, settled_at=now, due_at=now - HOUR)
            for _ in range(3)
        ]
        await records.case(customer)
    async with database.reading() as session:
        page = await list_settled_cases(session)
    assert [row.id for row in page.rows] == [case.id for case in reversed(settled)]
    assert not any(row.is_overdue(now) for row in page.rows)


async def test_pages_follow_each_other(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for _ in range(5):
            await records.case(customer)
            await records.case(customer, status=CaseStatus.SETTLED)
    for query, expected in ((list_open_cases, [1, 3, 5, 7, 9]), (list_settled_cases, [10, 8, 6, 4, 2])):
        seen: list[int] = []
        after: Cursor | None = None
        for _ in range(3):
            async with database.reading() as session:
                page = await query(session, after, 2)
            seen += [row.id for row in page.rows]
            after = page.following
        assert (seen, after) == (expected, None)


async def test_row_names_the_assignee(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        member = Staff(name="Mei", password_hash="hash", role=Role.AGENT, created_at=now)
        session.add(member)
        await session.flush()
        customer = await records.customer()
        case = await records.case(customer, assignee_id=member.id, outlet="north", order_number="A1")
    async with database.reading() as session:
        row: CaseRow = (await list_open_cases(session)).rows[0]
    assert (row.reference, row.assignee, row.outlet, row.order_number) == (
        case.reference,
        "Mei",
        "north",
        "A1",
    )


async def test_cases_of_a_customer_are_only_theirs(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, other = await records.customer(), await records.customer()
        first = await records.case(customer)
        await records.case(other)
        second = await records.case(customer, status=CaseStatus.SETTLED)
    async with database.reading() as session:
        rows = await cases_of_customer(session, customer.id)
    assert [row.id for row in rows] == [second.id, first.id]


async def test_open_cases_are_counted_by_what_is_urgent(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        await records.case(customer, outlet="north", due_at=now - timedelta(hours=1))
        await records.case(customer, outlet="south", kind=CaseKind.RECOVERY)
        await records.case(customer, outlet="south", status=CaseStatus.SETTLED, settled_at=now)
    async with database.reading() as session:
        everywhere = await count_cases(session, now)
        south = await count_cases(session, now, "south")
        nowhere = await count_cases(session, now, "west")
    assert everywhere == CaseLoad(open=2, overdue=1, unassigned=2, recovery=1)
    assert south == CaseLoad(open=1, overdue=0, unassigned=1, recovery=1)
    assert nowhere == CaseLoad(0, 0, 0, 0)


async def test_number_and_list_agree_on_what_is_overdue(database: Database, now: datetime) -> None:
    ago = now - timedelta(hours=1)
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        late = await records.case(customer, due_at=ago, status=CaseStatus.IN_PROGRESS)
        await records.case(customer, due_at=ago, status=CaseStatus.WAITING, paused_at=ago)
    async with database.reading() as session:
        counted = await count_cases(session, now)
        listed = await list_open_cases(session)
        narrowed = await list_open_cases(session, wanted=CaseFilter(overdue_at=now))
    assert (counted.open, counted.overdue) == (2, 1)
    assert [row.id for row in listed.rows if row.is_overdue(now)] == [late.id]
    assert [row.id for row in narrowed.rows] == [late.id]
