"""One step for many cases."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.casework.assigning.bulk_steps import BulkStep, change_many
from actions.casework.refusals import NoSuchMember
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep, Priority
from tests.records import Records


async def test_open_cases_are_changed_and_settled_ones_left(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei, customer = (await records.staff("Mei")).id, await records.customer()
        for status in (CaseStatus.OPEN, CaseStatus.WAITING, CaseStatus.SETTLED, CaseStatus.OPEN):
            await records.case(customer, status=status)
        step = BulkStep(assigns=True, assignee_id=mei, priority=Priority.HIGH)
        assert await change_many(session, [1, 2, 3, 99], step, mei, now) == 2
        assert await change_many(session, [2], BulkStep(assigns=True), mei, now) == 1
        assert await change_many(session, [1], BulkStep(), mei, now) == 1
    async with database.reading() as session:
        cases = await session.execute(select(Case.assignee_id, Case.priority).order_by(Case.id))
        steps = await session.execute(select(CaseEvent.case_id, CaseEvent.step).order_by(CaseEvent.id))
        assert [tuple(row) for row in cases] == [
            (mei, Priority.HIGH),
            (None, Priority.HIGH),
            (None, Priority.NORMAL),
            (None, Priority.NORMAL),
        ]
        assert [tuple(row) for row in steps] == [
            (1, CaseStep.ASSIGNED),
            (1, CaseStep.PRIORITY),
            (2, CaseStep.ASSIGNED),
            (2, CaseStep.PRIORITY),
            (2, CaseStep.ASSIGNED),
        ]


async def test_unknown_member_changes_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei = (await records.staff("Mei")).id
        await records.case(await records.customer())
    step = BulkStep(assigns=True, assignee_id=99, priority=Priority.HIGH)
    with pytest.raises(NoSuchMember):
        async with database.transaction() as session:
            await change_many(session, [1], step, mei, now)
    async with database.reading() as session:
        assert await session.scalar(select(Case.priority)) is Priority.NORMAL
