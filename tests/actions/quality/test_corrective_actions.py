"""A finding becomes a task with a person and a day, and another person closes or reopens it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.quality.corrective_actions import (
    CorrectiveMoved,
    CorrectiveTask,
    DayNotAhead,
    NotResponsible,
    OwnWork,
    assign,
    close,
    move,
    reopen,
    report_done,
)
from actions.rights.erasure import erase_customer
from store.engine.database import Database
from store.models.reviews import CorrectiveAction, CorrectiveStatus, CorrectiveStep, CorrectiveStepKind
from store.models.staff import AuditEntry
from store.queries.not_found import NotFound
from store.queries.quality.corrective_rows import read_corrective
from tests.actions.quality.corrected import ZONE, Checked, checked, given, in_days


@pytest.fixture
async def found(database: Database, now: datetime) -> Checked:
    return await checked(database, now)


async def test_finding_is_corrected_sent_back_and_closed(
    database: Database, found: Checked, now: datetime
) -> None:
    task = await given(database, found, now)
    with pytest.raises(CorrectiveMoved):
        await given(database, found, now)
    async with database.transaction() as session:
        await report_done(session, task, " Learnt. ", found.lee, now)
    async with database.transaction() as session:
        day = in_days(now, 5)
        await reopen(session, task, day, "Still curt.", found.mei, ZONE, now)
    async with database.transaction() as session:
        await report_done(session, task, "", found.lee, now)
        await close(session, task, "Better.", found.osei, now)
    async with database.reading() as session:
        row, steps = await read_corrective(session, task)
        audited = await session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.subject == f"corrective:{task}")
            .order_by(AuditEntry.id)
        )
        assert list(audited) == [f"corrective.{step.step.value}" for step in steps]
    assert (row.status, row.person, row.words) == (CorrectiveStatus.CLOSED, "Lee", "Learn the greeting.")
    assert row.due_at.astimezone(ZONE).date() == in_days(now, 6)
    assert [(step.step, step.by, step.note) for step in steps] == [
        (CorrectiveStepKind.ASSIGNED, "Mei", "Learn the greeting."),
        (CorrectiveStepKind.DONE, "Lee", "Learnt."),
        (CorrectiveStepKind.REOPENED, "Mei", "Still curt."),
        (CorrectiveStepKind.DONE, "Lee", None),
        (CorrectiveStepKind.CLOSED, "Osei", "Better."),
    ]


@pytest.mark.parametrize("criterion", ["need_confirmed", "followed_up", "unknown"])
async def test_what_was_met_or_does_not_apply_is_no_finding(
    database: Database, found: Checked, now: datetime, criterion: str
) -> None:
    task = CorrectiveTask(found.lee, in_days(now, 1), "?")
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await assign(session, found.reading, criterion, task, found.mei, ZONE, now)


async def test_marks_stay_sealed_until_the_second_reading(
    database: Database, found: Checked, now: datetime
) -> None:
    task = CorrectiveTask(found.lee, in_days(now, 1), "?")
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await assign(session, found.sealed, "courtesy", task, found.mei, ZONE, now)


@pytest.mark.parametrize("days", [-1, 367])
async def test_day_is_ahead_within_a_year(
    database: Database, found: Checked, now: datetime, days: int
) -> None:
    with pytest.raises(DayNotAhead):
        await given(database, found, now, days)


async def test_task_is_given_to_those_who_are_there(
    database: Database, found: Checked, now: datetime
) -> None:
    task = await given(database, found, now)
    async with database.transaction() as session:
        await move(session, task, CorrectiveTask(found.osei, in_days(now, 0), ""), found.mei, ZONE, now)
        row, _ = await read_corrective(session, task)
    assert (row.person, row.is_overdue(now + timedelta(days=1))) == ("Osei", True)
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await move(session, task, CorrectiveTask(999, in_days(now, 0), ""), found.mei, ZONE, now)


async def test_own_work_is_judged_by_others(database: Database, found: Checked, now: datetime) -> None:
    task = await given(database, found, now)
    with pytest.raises(NotResponsible):
        async with database.transaction() as session:
            await report_done(session, task, "", found.osei, now)
    with pytest.raises(CorrectiveMoved):
        async with database.transaction() as session:
            await close(session, task, "", found.mei, now)
    async with database.transaction() as session:
        await report_done(session, task, "", found.lee, now)
    with pytest.raises(OwnWork):
        async with database.transaction() as session:
            await close(session, task, "", found.lee, now)
    with pytest.raises(OwnWork):
        async with database.transaction() as session:
            await reopen(session, task, in_days(now, 1), "", found.lee, ZONE, now)


async def test_erasure_of_the_customer_takes_it_along(
    database: Database, found: Checked, now: datetime
) -> None:
    await given(database, found, now)
    async with database.transaction() as session:
        await erase_customer(session, found.customer, "staff:1", now)
    async with database.reading() as session:
        left = [await session.scalar(select(each.id)) for each in (CorrectiveAction, CorrectiveStep)]
    assert left == [None, None]
