"""Settled cases that can still be taken back."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.cases import CaseStatus, Settling
from store.queries.cases.settlings import UndoableSettling, undoable_settling
from tests.plans import plans
from tests.records import recording

SECOND = timedelta(seconds=1)


async def test_last_case_that_the_member_settled_can_be_taken_back_for_a_time(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee = await records.members("Mei", "Lee")
        customer = await records.customer()
        first, last = await records.case(customer), await records.case(customer)
        for case, until in ((first, now + SECOND), (last, now + 2 * SECOND)):
            before = Settling(
                case_id=case.id, staff_id=mei.id, until=until, status=CaseStatus.OPEN, gave_back=False
            )
            session.add(before)
    async with database.reading() as session:
        found = [await undoable_settling(session, mei.id, now + after * SECOND) for after in range(3)]
        assert await undoable_settling(session, lee.id, now) is None
    newest = UndoableSettling(last.id, last.reference or "")
    assert found == [newest, newest, None]


async def test_settlings_of_a_member_are_found_by_an_index(database: Database, now: datetime) -> None:
    async with plans(database) as found, database.reading() as session:
        await undoable_settling(session, 1, now)
    assert ["ix_settlings_staff" in plan for plan in found] == [True]
