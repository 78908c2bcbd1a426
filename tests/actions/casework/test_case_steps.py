"""What staff do about a case."""

from datetime import timedelta

import pytest

from actions.casework.case_steps import assign, move
from actions.casework.refusals import NoSuchMember
from actions.casework.settling import settle
from store.models.cases import Case, CaseStatus
from tests.actions.casework.conftest import SOLVED, Desk

HOUR = timedelta(hours=1)


async def test_assigned_case_is_in_progress(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await assign(session, case.id, desk.kim, desk.lee, desk.customer.now)
    now = await desk.case()
    assert (now.assignee_id, now.status) == (desk.kim, CaseStatus.IN_PROGRESS)
    assert (await desk.audited())[-1] == "case.assigned"


async def test_case_goes_to_nobody_who_is_not_there(desk: Desk, case: Case) -> None:
    with pytest.raises(NoSuchMember):
        async with desk.database.transaction() as session:
            await assign(session, case.id, 99, desk.lee, desk.customer.now)


async def test_clock_stands_still_while_waiting_for_the_customer(desk: Desk, case: Case) -> None:
    now = desk.customer.now
    async with desk.database.transaction() as session:
        await move(session, case.id, CaseStatus.WAITING, desk.lee, now, desk.house)
    async with desk.database.transaction() as session:
        await move(session, case.id, CaseStatus.IN_PROGRESS, desk.lee, now + 3 * HOUR, desk.house)
    assert (await desk.case()).due_at == desk.house.calendar.after(case.due_at, 3 * HOUR)


async def test_case_that_is_opened_again_has_a_new_time(desk: Desk, case: Case) -> None:
    later = desk.customer.now + 30 * HOUR
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    async with desk.database.transaction() as session:
        await move(session, case.id, CaseStatus.IN_PROGRESS, desk.lee, later, desk.house)
    reopened = await desk.case()
    assert (reopened.settled_at, reopened.due_at) == (
        None,
        desk.house.calendar.after(later, desk.house.first_reply),
    )
