"""A system changes what it names in a case, and nothing else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.casework.refusals import NoSuchMember
from actions.exchange.case_change import CaseChange, change_case, reopen
from actions.settings.house import House
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep, Priority
from tests.records import Records


@pytest.fixture
async def case(database: Database, now: datetime) -> Case:
    """A case with two tags, and Mei and Lee, numbers 1 and 2."""
    async with database.transaction() as session:
        records = Records(session, now)
        await records.members("Mei", "Lee")
        return await records.case(await records.customer(), tags=("lamp", "late"))


async def steps(database: Database) -> list[CaseStep]:
    async with database.reading() as session:
        return list(await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id)))


async def changed(database: Database, case: Case, now: datetime, **values: object) -> Case:
    async with database.transaction() as session:
        await change_case(session, case.id, CaseChange(**values), 2, now)  # type: ignore[arg-type]  # by name
        return await session.get_one(Case, case.id)


async def test_what_is_named_changes_once(database: Database, case: Case, now: datetime) -> None:
    wanted = {"assigns": True, "assignee": "Mei", "priority": Priority.HIGH, "tags": ("Lamp", "new")}
    for _ in range(2):
        row = await changed(database, case, now, **wanted)
    assert (row.assignee_id, row.status, row.priority) == (1, CaseStatus.IN_PROGRESS, Priority.HIGH)
    assert row.tags == ("lamp", "new")
    assert await steps(database) == [
        CaseStep.ASSIGNED,
        CaseStep.PRIORITY,
        CaseStep.UNTAGGED,
        CaseStep.TAGGED,
    ]


async def test_what_is_left_out_stays(database: Database, case: Case, now: datetime) -> None:
    await changed(database, case, now, assigns=True, assignee="Mei")
    row = await changed(database, case, now, tags=())
    assert (row.assignee_id, row.priority, row.tags) == (1, Priority.NORMAL, ())
    assert (await changed(database, case, now, assigns=True)).assignee_id is None


async def test_unknown_member_is_refused(database: Database, case: Case, now: datetime) -> None:
    with pytest.raises(NoSuchMember):
        await changed(database, case, now, assigns=True, assignee="Nobody")


async def test_closed_case_is_opened_again_with_a_new_time(
    database: Database, case: Case, now: datetime, house: House
) -> None:
    later = now + timedelta(days=3)
    async with database.transaction() as session:
        row = await session.get_one(Case, case.id)
        row.status, row.settled_at, row.settle_reason = CaseStatus.SETTLED, now, "solved"
        await session.flush()
        for _ in range(2):
            await reopen(session, case.id, 1, later, house)
        opened = await session.get_one(Case, case.id)
    assert (opened.status, opened.settled_at, opened.settle_reason) == (CaseStatus.OPEN, None, None)
    assert opened.due_at == house.calendar.after(later, house.first_reply)
    assert await steps(database) == [CaseStep.STATUS]
