"""How much work there is."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.cases import CaseKind, CaseStatus
from store.queries.cases.case_rows import CaseFilter, CaseLoad, count_cases, list_open_cases
from tests.records import Records


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
