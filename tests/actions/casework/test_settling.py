"""A case is settled once, and the customer is told where that is possible."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.casework.case_steps import assign
from actions.casework.handover import reply, take_over
from actions.casework.refusals import IsSettled, NoSuchReason, Unanswered
from actions.casework.settling import UNDO, settle
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep
from store.models.conversations import Awaited, Mode
from store.models.queues import OutboxItem
from store.models.surveys import Invitation
from store.queries.not_found import NotFound
from tests.actions.casework.conftest import SOLVED, Desk

HOUR = timedelta(hours=1)


async def test_settled_case_is_told_and_asked_about(desk: Desk, case: Case) -> None:
    now = desk.customer.now + HOUR
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, now, desk.house, **SOLVED)
    settled = await desk.case()
    assert (settled.status, settled.settled_at) == (CaseStatus.SETTLED, now)
    assert (case.reference or "") in (await desk.sent())[-1]


async def test_case_is_settled_once(desk: Desk, case: Case) -> None:
    now = desk.customer.now
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, now, desk.house, **SOLVED)
    with pytest.raises(IsSettled):
        async with desk.database.transaction() as session:
            await settle(session, case.id, desk.lee, now, desk.house, **SOLVED)
    with pytest.raises(IsSettled):
        async with desk.database.transaction() as session:
            await assign(session, case.id, desk.lee, desk.lee, now)


async def test_unreachable_customers_case_can_be_settled(desk: Desk, case: Case) -> None:
    await desk.customer.block()
    before = await desk.sent()
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    assert (await desk.case()).status is CaseStatus.SETTLED
    assert await desk.sent() == before


async def test_case_of_nobody_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        async with desk.database.transaction() as session:
            await settle(session, 99, desk.lee, desk.customer.now, desk.house, **SOLVED)


async def test_settled_case_waits_for_no_order_number(desk: Desk, case: Case) -> None:
    assert (await desk.conversation()).awaited is Awaited.ORDER_NUMBER
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    assert (await desk.conversation()).awaited is None


async def test_case_of_a_colleagues_talk_is_settled_without_ending_it(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await take_over(session, 1, desk.kim, desk.customer.now, desk.house)
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    talk = await desk.conversation()
    assert (talk.mode, talk.assignee_id) == (Mode.STAFF, desk.kim)


async def test_customer_is_told_and_asked_after_the_seconds_in_which_it_can_be_undone(
    desk: Desk, case: Case
) -> None:
    now = desk.customer.now + HOUR
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, now, desk.house, **SOLVED)
    async with desk.database.reading() as session:
        due = await session.scalars(select(OutboxItem.due_at).order_by(OutboxItem.id.desc()).limit(1))
        asked = await session.scalars(select(Invitation.due_at))
    assert due.all() == [now + UNDO]
    assert all(at is not None and at >= now + UNDO for at in asked)


async def test_way_and_argument_are_kept_with_the_case(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    async with desk.database.reading() as session:
        newest = select(CaseEvent.step, CaseEvent.detail).order_by(CaseEvent.id.desc()).limit(2)
        steps = [tuple(row) for row in await session.execute(newest)]
    assert steps == [(CaseStep.SETTLED, "solved"), (CaseStep.NOTE, SOLVED["argument"])]
    assert (await desk.case()).settle_reason == "solved"


async def test_way_that_the_rules_do_not_name_is_refused(desk: Desk, case: Case) -> None:
    with pytest.raises(NoSuchReason):
        async with desk.database.transaction() as session:
            await settle(
                session, case.id, desk.lee, desk.customer.now, desk.house, reason="luck", argument="Why not"
            )
    assert (await desk.case()).status is CaseStatus.OPEN


async def test_customer_without_a_reply_is_not_settled_away(desk: Desk, case: Case) -> None:
    with pytest.raises(Unanswered):
        async with desk.database.transaction() as session:
            await settle(session, case.id, desk.lee, desk.customer.now, desk.house, reason="solved")
    async with desk.database.transaction() as session:
        await reply(
            session, 1, "The money is on its way.", desk.lee, desk.customer.now, desk.house, take=True
        )
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, reason="solved")
    assert (await desk.case()).status is CaseStatus.SETTLED


async def test_words_after_the_reply_want_another_reply(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await reply(session, 1, "One moment.", desk.lee, desk.customer.now, desk.house, take=True)
    await desk.customer.write("That was yesterday!")
    with pytest.raises(Unanswered):
        async with desk.database.transaction() as session:
            await settle(session, case.id, desk.lee, desk.customer.now, desk.house, reason="solved")
