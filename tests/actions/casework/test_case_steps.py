"""What staff do about a case."""

from datetime import timedelta

import pytest

from actions.casework.case_steps import assign, move, note_on_case, prioritise
from actions.casework.handover import take_over
from actions.casework.refusals import IsSettled, NoSuchMember
from actions.casework.settling import settle
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseStatus, Priority
from store.models.conversations import Awaited, Mode
from store.queries.not_found import NotFound
from tests.actions.casework.conftest import Desk
from tests.actions.conftest import sure

HOUR = timedelta(hours=1)


@pytest.fixture
async def case(desk: Desk) -> Case:
    """A complaint of this moment."""
    await desk.customer.write("东西坏了！", sure(Intent.COMPLAINT))
    return await desk.case()


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


async def test_every_step_is_in_the_history(desk: Desk, case: Case) -> None:
    now = desk.customer.now
    async with desk.database.transaction() as session:
        await prioritise(session, case.id, Priority.HIGH, desk.lee, now)
        await prioritise(session, case.id, Priority.HIGH, desk.lee, now)
        await note_on_case(session, case.id, "Asked the workshop", desk.lee, now)
        await move(session, case.id, CaseStatus.WAITING, desk.lee, now, desk.house)
        await move(session, case.id, CaseStatus.WAITING, desk.lee, now, desk.house)
    assert await desk.steps() == ["opened", "priority", "note", "status"]


async def test_clock_stands_still_while_waiting_for_the_customer(desk: Desk, case: Case) -> None:
    now = desk.customer.now
    async with desk.database.transaction() as session:
        await move(session, case.id, CaseStatus.WAITING, desk.lee, now, desk.house)
    async with desk.database.transaction() as session:
        await move(session, case.id, CaseStatus.IN_PROGRESS, desk.lee, now + 3 * HOUR, desk.house)
    assert (await desk.case()).due_at == desk.house.calendar.after(case.due_at, 3 * HOUR)


async def test_settled_case_is_told_and_asked_about(desk: Desk, case: Case) -> None:
    now = desk.customer.now + HOUR
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, now, desk.house)
    settled = await desk.case()
    assert (settled.status, settled.settled_at) == (CaseStatus.SETTLED, now)
    assert (case.reference or "") in (await desk.sent())[-1]


async def test_case_is_settled_once(desk: Desk, case: Case) -> None:
    now = desk.customer.now
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, now, desk.house)
    with pytest.raises(IsSettled):
        async with desk.database.transaction() as session:
            await settle(session, case.id, desk.lee, now, desk.house)
    with pytest.raises(IsSettled):
        async with desk.database.transaction() as session:
            await assign(session, case.id, desk.lee, desk.lee, now)


async def test_case_that_is_opened_again_has_a_new_time(desk: Desk, case: Case) -> None:
    later = desk.customer.now + 30 * HOUR
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house)
    async with desk.database.transaction() as session:
        await move(session, case.id, CaseStatus.IN_PROGRESS, desk.lee, later, desk.house)
    reopened = await desk.case()
    assert (reopened.settled_at, reopened.due_at) == (
        None,
        desk.house.calendar.after(later, desk.house.first_reply),
    )


async def test_unreachable_customers_case_can_be_settled(desk: Desk, case: Case) -> None:
    await desk.customer.block()
    before = await desk.sent()
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house)
    assert (await desk.case()).status is CaseStatus.SETTLED
    assert await desk.sent() == before


async def test_case_of_nobody_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        async with desk.database.transaction() as session:
            await settle(session, 99, desk.lee, desk.customer.now, desk.house)


async def test_settled_case_waits_for_no_order_number(desk: Desk, case: Case) -> None:
    assert (await desk.conversation()).awaited is Awaited.ORDER_NUMBER
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house)
    assert (await desk.conversation()).awaited is None


async def test_case_of_a_colleagues_talk_is_settled_without_ending_it(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await take_over(session, 1, desk.kim, desk.customer.now, desk.house)
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house)
    talk = await desk.conversation()
    assert (talk.mode, talk.assignee_id) == (Mode.STAFF, desk.kim)
