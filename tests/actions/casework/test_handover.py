"""From the bot to a person and back."""

import pytest
from sqlalchemy import select

from actions.casework.handover import hand_back, reply, take_over
from actions.casework.refusals import NotYours
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.models.cases import CaseStatus
from store.models.conversations import MessageKind, Mode
from store.models.queues import OutboxAction, OutboxItem
from tests.actions.casework.conftest import Desk, taken_over
from tests.actions.conftest import sure


async def test_customer_is_told_and_the_bot_is_silent(desk: Desk) -> None:
    await taken_over(desk)
    assert (await desk.sent())[-1] == desk.house.replies.text(Language.ZH, Reply.STAFF_JOINED)
    for sent in (
        await desk.customer.write("有人吗", sure(Intent.HUMAN)),
        await desk.customer.write("什么时候开门？", sure(Intent.INQUIRY)),
        await desk.customer.write("B2026-0001"),
        await desk.customer.attach(MessageKind.PHOTO),
        await desk.customer.attach(MessageKind.STICKER),
    ):
        assert sent == []


async def test_taking_over_twice_tells_once(desk: Desk) -> None:
    conversation = await taken_over(desk)
    before = await desk.sent()
    for member in (desk.lee, desk.kim):
        async with desk.database.transaction() as session:
            await take_over(session, conversation, member, desk.customer.now, desk.house)
    assert await desk.sent() == before
    assert (await desk.conversation()).assignee_id == desk.kim


async def test_open_case_becomes_that_of_whoever_takes_over(desk: Desk) -> None:
    await taken_over(desk)
    case = await desk.case()
    assert (case.assignee_id, case.status) == (desk.lee, CaseStatus.IN_PROGRESS)
    assert (await desk.steps())[-1] == "assigned"


async def test_reply_goes_to_the_customer_in_the_name_of_staff(desk: Desk) -> None:
    conversation = await taken_over(desk)
    async with desk.database.transaction() as session:
        message = await reply(
            session, conversation, "马上给您换新的。", desk.lee, desk.customer.now, desk.house
        )
    assert (await desk.sent())[-1] == "马上给您换新的。"
    assert message.staff_id == desk.lee
    assert (await desk.steps())[-1] == "replied"


async def test_only_who_has_taken_over_replies_and_hands_back(desk: Desk) -> None:
    conversation = await taken_over(desk)
    now = desk.customer.now
    with pytest.raises(NotYours):
        async with desk.database.transaction() as session:
            await reply(session, conversation, "Hi", desk.kim, now, desk.house)
    with pytest.raises(NotYours):
        async with desk.database.transaction() as session:
            await hand_back(session, conversation, desk.kim, now, desk.house)


async def test_bot_answers_again_after_hand_back(desk: Desk) -> None:
    conversation = await taken_over(desk)
    async with desk.database.transaction() as session:
        await hand_back(session, conversation, desk.lee, desk.customer.now, desk.house)
    assert desk.house.replies.text(Language.ZH, Reply.STAFF_LEFT) in await desk.sent()
    assert (await desk.conversation()).mode is Mode.BOT
    assert await desk.customer.write("谢谢", sure(Intent.THANKS)) != []


async def test_silence_does_not_end_what_a_person_has_in_hand(desk: Desk) -> None:
    conversation = await taken_over(desk)
    desk.customer.now += 5 * desk.house.silence
    assert await desk.customer.write("还在吗", sure(Intent.INQUIRY)) == []
    assert (await desk.conversation()).id == conversation


async def test_reply_goes_to_the_topic_of_the_last_message(desk: Desk) -> None:
    conversation = await taken_over(desk)
    desk.customer.topic = 31
    await desk.customer.write("在吗", sure(Intent.INQUIRY))
    async with desk.database.transaction() as session:
        await reply(session, conversation, "在的。", desk.lee, desk.customer.now, desk.house)
        row = (await session.scalars(select(OutboxItem).order_by(OutboxItem.id.desc()).limit(1))).one()
        assert (row.payload["text"], row.payload["message_thread_id"]) == ("在的。", 31)


async def test_customer_sees_that_the_person_who_took_over_is_busy(desk: Desk) -> None:
    await taken_over(desk)
    async with desk.database.reading() as session:
        row = (await session.scalars(select(OutboxItem).order_by(OutboxItem.id.desc()).limit(1))).one()
    assert (row.action, row.payload["text"]) == (OutboxAction.SHOW_ACTIVITY, "typing")
