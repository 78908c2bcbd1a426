"""A case is settled once, and the customer is told where that is possible."""

from datetime import timedelta

import pytest

from actions.casework.case_steps import assign
from actions.casework.handover import take_over
from actions.casework.refusals import IsSettled
from actions.casework.settling import settle
from store.models.cases import Case, CaseStatus
from store.models.conversations import Awaited, Mode
from store.queries.not_found import NotFound
from tests.actions.casework.conftest import Desk

HOUR = timedelta(hours=1)


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
