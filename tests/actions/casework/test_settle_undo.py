"""Settling a case is taken back before the customer knows of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.casework.handover import take_over
from actions.casework.refusals import TooLateToUndo
from actions.casework.settle_undo import undo_settling
from actions.casework.settling import UNDO, settle
from store.models.cases import Case, CaseStatus, CaseStep
from store.models.conversations import Mode
from store.models.queues import OutboxItem, OutboxStatus
from store.models.surveys import Decision, Invitation, InvitationStatus, Outcome, Reason
from tests.actions.casework.conftest import SOLVED, Desk

MOMENT = timedelta(seconds=9)


async def settled(desk: Desk, case: Case) -> None:
    """The case is settled by a member of staff who talks to the customer."""
    async with desk.database.transaction() as session:
        await take_over(session, 1, desk.lee, desk.customer.now, desk.house)
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)


async def undone(desk: Desk, case: Case, by: int, after: timedelta) -> None:
    """Settling the case is taken back."""
    async with desk.database.transaction() as session:
        await undo_settling(session, case.id, by, desk.customer.now + after)


async def test_case_is_as_before_and_the_customer_hears_nothing(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await take_over(session, 1, desk.lee, desk.customer.now, desk.house)
    before, told = await desk.case(), await desk.sent()
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    assert (await desk.conversation()).mode is Mode.BOT
    await undone(desk, case, desk.lee, MOMENT)
    after, talk = await desk.case(), await desk.conversation()
    assert (after.status, after.settled_at, after.settle_reason, after.due_at) == (
        before.status,
        None,
        None,
        before.due_at,
    )
    assert (talk.mode, talk.assignee_id) == (Mode.STAFF, desk.lee)
    assert await desk.sent() == told
    assert (await desk.steps())[-1] == CaseStep.UNDONE


async def test_survey_is_cancelled_and_the_ledger_says_why(desk: Desk, case: Case) -> None:
    await settled(desk, case)
    await undone(desk, case, desk.lee, MOMENT)
    async with desk.database.reading() as session:
        invitations = (await session.scalars(select(Invitation.status))).all()
        newest = (await session.scalars(select(Decision).order_by(Decision.id.desc()).limit(1))).one()
    assert invitations == [InvitationStatus.CANCELLED]
    assert (newest.outcome, newest.reason) == (Outcome.SKIPPED, Reason.OPEN_COMPLAINT)


async def test_undone_case_can_be_settled_again(desk: Desk, case: Case) -> None:
    await settled(desk, case)
    await undone(desk, case, desk.lee, MOMENT)
    later = desk.customer.now + UNDO
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, later, desk.house, **SOLVED)
    assert (await desk.case()).settled_at == later
    async with desk.database.reading() as session:
        assert (await session.scalars(select(Invitation.status).order_by(Invitation.id))).all() == [
            InvitationStatus.CANCELLED,
            InvitationStatus.SCHEDULED,
        ]


async def test_after_the_seconds_nothing_is_undone(desk: Desk, case: Case) -> None:
    await settled(desk, case)
    with pytest.raises(TooLateToUndo):
        await undone(desk, case, desk.lee, UNDO)
    assert (await desk.case()).status is CaseStatus.SETTLED


async def test_colleague_undoes_nothing(desk: Desk, case: Case) -> None:
    await settled(desk, case)
    with pytest.raises(TooLateToUndo):
        await undone(desk, case, desk.kim, MOMENT)


async def test_notice_that_is_being_sent_is_not_taken_back(desk: Desk, case: Case) -> None:
    await settled(desk, case)
    async with desk.database.transaction() as session:
        notice = (await session.scalars(select(OutboxItem).order_by(OutboxItem.id.desc()).limit(1))).one()
        notice.status, notice.attempts = OutboxStatus.SENDING, 1
    with pytest.raises(TooLateToUndo):
        await undone(desk, case, desk.lee, MOMENT)


async def test_open_case_has_nothing_to_undo(desk: Desk, case: Case) -> None:
    with pytest.raises(TooLateToUndo):
        await undone(desk, case, desk.lee, MOMENT)
