"""A reply with actions is sent, and they are done, or nothing is."""

import pytest
from sqlalchemy import select

from actions.answers.answer_refusals import FileGone
from actions.casework.canned import NO_ACTIONS, MacroActions
from actions.casework.macros import StaffReply, send_reply
from actions.casework.refusals import NoSuchReason
from store.models.cases import Case, CaseStatus, Priority
from store.models.conversations import Message, MessageKind
from tests.actions.answers.sample_files import MENU
from tests.actions.answers.stored_answer import answer_with_files
from tests.actions.casework.conftest import Desk, taken_over


async def send(desk: Desk, actions: MacroActions, *, has_case: bool = True) -> tuple[bool, Case]:
    talk = await taken_over(desk)
    case = await desk.case()
    posted = StaffReply(talk, "Your refund is made.", case_id=case.id if has_case else None, actions=actions)
    async with desk.database.transaction() as session:
        settled = await send_reply(session, posted, desk.lee, desk.customer.now, desk.house)
    return settled, await desk.case()


@pytest.mark.parametrize(
    ("actions", "settled", "status", "priority"),
    [
        (NO_ACTIONS, False, CaseStatus.IN_PROGRESS, Priority.NORMAL),
        (MacroActions(wait=True), False, CaseStatus.WAITING, Priority.NORMAL),
        (MacroActions(priority=Priority.HIGH), False, CaseStatus.IN_PROGRESS, Priority.HIGH),
        (MacroActions(settle="refunded"), True, CaseStatus.SETTLED, Priority.NORMAL),
    ],
)
async def test_actions_are_done_with_the_reply(
    desk: Desk, actions: MacroActions, settled: bool, status: CaseStatus, priority: Priority
) -> None:
    was_settled, case = await send(desk, actions)
    assert (was_settled, case.status, case.priority) == (settled, status, priority)
    assert case.settle_reason == actions.settle
    assert "Your refund is made." in await desk.sent()


async def test_without_a_case_the_reply_is_sent_alone(desk: Desk) -> None:
    settled, case = await send(desk, MacroActions(wait=True, settle="refunded"), has_case=False)
    assert (settled, case.status) == (False, CaseStatus.IN_PROGRESS)


async def test_nothing_is_sent_where_an_action_cannot_be_done(desk: Desk) -> None:
    with pytest.raises(NoSuchReason):
        await send(desk, MacroActions(settle="luck"))
    async with desk.database.reading() as session:
        assert (await session.scalars(select(Message).where(Message.staff_id.is_not(None)))).all() == []


async def test_files_of_answers_follow_the_reply(desk: Desk) -> None:
    talk, now = await taken_over(desk), desk.customer.now
    (menu,) = await answer_with_files(desk.database, now, MENU)
    async with desk.database.transaction() as session:
        await send_reply(session, StaffReply(talk, "See the menu.", files=(menu,)), desk.lee, now, desk.house)
    async with desk.database.reading() as session:
        by_staff = select(Message).where(Message.staff_id == desk.lee).order_by(Message.id)
        said = [(each.kind, each.text) for each in await session.scalars(by_staff)]
    assert said == [(MessageKind.TEXT, "See the menu."), (MessageKind.DOCUMENT, None)]


async def test_nothing_is_sent_where_a_file_is_gone(desk: Desk) -> None:
    talk = await taken_over(desk)
    posted = StaffReply(talk, "See the menu.", files=(f"9:{MENU.checksum}",))
    with pytest.raises(FileGone):
        async with desk.database.transaction() as session:
            await send_reply(session, posted, desk.lee, desk.customer.now, desk.house)
    assert "See the menu." not in await desk.sent()
