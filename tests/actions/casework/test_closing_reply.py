"""A last reply and the settling of the case are one step."""

import pytest
from sqlalchemy import select

from actions.answers.answer_refusals import FileGone
from actions.casework.closing_reply import reply_and_settle
from actions.casework.handover import take_over
from actions.casework.refusals import NotYours
from store.models.cases import Case, CaseStatus
from store.models.conversations import Message, MessageKind, Mode
from store.queries.not_found import NotFound
from tests.actions.answers.sample_files import MENU
from tests.actions.answers.stored_answer import answer_with_files
from tests.actions.casework.conftest import Desk

WORDS = "Your money is on its way."


async def finished(desk: Desk, case_id: int, *files: str) -> None:
    """Lee replies in the bot's place and settles a case."""
    async with desk.database.transaction() as session:
        await reply_and_settle(
            session, case_id, 1, WORDS, desk.lee, desk.customer.now, desk.house, reason="solved", files=files
        )


async def test_reply_goes_out_before_the_customer_is_told(desk: Desk, case: Case) -> None:
    await finished(desk, case.id)
    assert ((await desk.case()).status, (await desk.conversation()).mode) == (CaseStatus.SETTLED, Mode.BOT)
    said, told = (await desk.sent())[-2:]
    assert (said, (case.reference or "") in told) == (WORDS, True)


async def test_files_of_answers_go_out_with_the_reply(desk: Desk, case: Case) -> None:
    await finished(desk, case.id, *await answer_with_files(desk.database, desk.customer.now, MENU))
    async with desk.database.reading() as session:
        by_staff = select(Message).where(Message.staff_id == desk.lee).order_by(Message.id)
        said = [(each.kind, each.text) for each in await session.scalars(by_staff)]
    assert said == [(MessageKind.TEXT, WORDS), (MessageKind.DOCUMENT, None)]
    with pytest.raises(FileGone):
        await finished(desk, case.id, f"9:{MENU.checksum}")


async def test_neither_happens_in_the_talk_of_a_colleague(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await take_over(session, 1, desk.kim, desk.customer.now, desk.house)
    sent = await desk.sent()
    with pytest.raises(NotYours):
        await finished(desk, case.id)
    assert ((await desk.case()).status is CaseStatus.SETTLED, await desk.sent()) == (False, sent)


async def test_nothing_is_said_about_a_case_that_is_not_there(desk: Desk, case: Case) -> None:
    sent = await desk.sent()
    with pytest.raises(NotFound):
        await finished(desk, 99)
    assert await desk.sent() == sent
