"""Faults 19 to 21, 23 to 28: what Telegram refuses, forgets to answer, or answers oddly."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.sandbox.server.event_feed import ChatEvent
from bot.sandbox.server.fault_plan import FaultKind
from store.models.address import Address
from store.models.customers import Customer
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.models.surveys import Answer, Invitation
from store.queues import outbox
from store.queues.button import Button
from store.queues.outgoing import Outgoing
from tests.faults.stage import Stage, rating

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
SEND = "sendmessage"


async def test_19_nothing_is_sent_while_telegram_wants_silence(stage: Stage) -> None:
    one, other = await stage.customer(), await stage.customer()
    await stage.order(kind=FaultKind.TOO_MANY_REQUESTS, method=SEND, chat=one, seconds=15)
    refused = await stage.telegram.send_text(one, "/start")
    await stage.fault_is_over()
    asked = await stage.telegram.send_text(other, "/start")
    answers = [await stage.telegram.wait_for_reply(each, 0, 60) for each in (one, other)]
    silence = min(answer.at for answer in answers) - refused.at
    assert (silence >= 15, asked.at - refused.at < 15) == (True, True)
    assert [len(await stage.replies(each)) for each in (one, other)] == [1, 1]


async def test_20_read_timeout_after_delivery_is_unknown_and_not_repeated(stage: Stage) -> None:
    customer = await stage.customer()
    await stage.order(kind=FaultKind.TIMEOUT_AFTER, method=SEND, chat=customer, seconds=60)
    await stage.telegram.send_text(customer, "/start")
    await stage.until_sends(customer, OutboxStatus.UNKNOWN)
    (row,) = await stage.rows(select(OutboxItem.id).where(OutboxItem.address == Address(customer)))
    await stage.say(customer, "/status")
    assert (len(await stage.replies(customer)), await stage.alarms("outbox.unknown")) == (
        2,
        [f"outbox:{row}"],
    )


async def test_21_failure_to_connect_is_retried_with_one_message(stage: Stage) -> None:
    customer = await stage.opened()
    written = await stage.telegram.send_text(customer, "/status")
    await stage.until_done(written.update_id)
    await stage.telegram.wait_for_reply(customer, written.seq, 30)
    await stage.api.shut()
    row = await _queue(stage, Outgoing(Address(customer), OutboxAction.SEND, "今天营业到晚上九点。"))
    tried = select(OutboxItem.error).where(OutboxItem.id == row)
    await stage.until(tried, "ClientConnectorError")
    await stage.api.open()
    await stage.until(select(OutboxItem.status).where(OutboxItem.id == row), OutboxStatus.SENT)
    assert (await stage.replies(customer)).count("今天营业到晚上九点。") == 1


async def test_23_blocked_bot_makes_the_customer_unreachable_and_cancels_surveys(stage: Stage) -> None:
    customer = await stage.opened()
    await stage.asked(customer, "23")
    await stage.order(kind=FaultKind.BLOCKED, method=SEND, chat=customer)
    await stage.telegram.send_text(customer, "/status")
    await stage.until_sends(customer, OutboxStatus.UNREACHABLE)
    (known,) = await stage.rows(select(Customer.id).where(Customer.address == Address(customer)))
    (since,) = await stage.rows(select(Customer.unreachable_at).where(Customer.id == known))
    assert since is not None
    # The question stays where it is, but when the reminder falls due it is not sent.
    await stage.write(update(Invitation).where(Invitation.customer_id == known).values(due_at=since))
    reminded = select(Invitation.due_at == Invitation.expires_at).where(Invitation.customer_id == known)
    await stage.until(reminded, wanted=True)
    assert len(await stage.replies(customer)) == 2
    await stage.say(customer, "/status")  # a customer who writes again can be reached again
    await stage.until(select(Customer.unreachable_at).where(Customer.id == known), None)


async def test_24_migrated_chat_gets_its_message_once_under_the_new_id(stage: Stage) -> None:
    customer = await stage.opened()
    moved_to = await stage.telegram.group("G", [customer])
    await stage.order(kind=FaultKind.MIGRATED, method=SEND, chat=customer, chat_to=moved_to)
    await stage.telegram.send_text(customer, "/status")
    await stage.until_sends(moved_to, OutboxStatus.SENT)
    told = [event for event in await stage.telegram.events(chat=moved_to) if event.is_reply]
    chats = await stage.rows(select(Customer.address).where(Customer.account == Address(customer)))
    assert (len(told), len(await stage.replies(customer)), chats) == (1, 1, [Address(moved_to)])


async def test_25_not_modified_is_success(stage: Stage) -> None:
    customer = await stage.opened()
    question = await stage.asked(customer, "25")
    await stage.order(kind=FaultKind.NOT_MODIFIED, method="editmessagetext", chat=customer, count=None)
    await stage.telegram.tap(customer, question.message_id, rating(question, 5))
    edited = select(OutboxItem.status).where(
        OutboxItem.address == Address(customer), OutboxItem.action == OutboxAction.EDIT
    )
    await stage.until(edited.order_by(OutboxItem.id).limit(1), OutboxStatus.SENT)
    await stage.telegram.clear_faults()
    assert await stage.alarms("outbox.refused") == []


async def test_26_tap_that_is_too_old_is_ignored_and_its_answer_kept(stage: Stage) -> None:
    customer = await stage.opened()
    question = await stage.asked(customer, "26")
    await stage.order(kind=FaultKind.QUERY_TOO_OLD, method="answercallbackquery")
    tapped = await stage.telegram.tap(customer, question.message_id, rating(question, 4))
    await stage.until_done(tapped.update_id)
    answered = select(OutboxItem.status).where(
        OutboxItem.address == Address(customer), OutboxItem.action == OutboxAction.ANSWER_TAP
    )
    await stage.until(answered, OutboxStatus.SENT)
    assert await _ratings(stage, customer) == [4]


async def test_27_long_text_of_emoji_is_split_and_nothing_is_lost(stage: Stage) -> None:
    customer = await stage.opened()
    text = "👩‍👩‍👧‍👦 这里是一段很长的说明，请您慢慢看。" * 400
    row = await _queue(stage, Outgoing(Address(customer), OutboxAction.SEND, text))
    await stage.until(select(OutboxItem.status).where(OutboxItem.id == row), OutboxStatus.SENT)
    parts = (await stage.replies(customer))[1:]
    assert (len(parts) > 1, "".join("".join(parts).split())) == (True, "".join(text.split()))
    assert all(part.count("👩") == 2 * part.count("👦") for part in parts)  # no family is torn apart


async def test_28_callback_data_of_64_bytes_works_and_of_65_is_refused(stage: Stage) -> None:
    customer = await stage.opened()
    data = "问" * 21 + "x"
    since = await stage.newest(customer)
    await _queue(stage, Outgoing(Address(customer), OutboxAction.SEND, "?", ((Button("好", data),),)))
    shown: ChatEvent = await stage.telegram.wait_for_reply(customer, since, 30)
    assert (len(data.encode()), shown.buttons) == (64, {"好": data})
    with pytest.raises(ValueError, match="65"):
        Button("好", f"{data}y")


async def _queue(stage: Stage, outgoing: Outgoing) -> int:
    async with stage.database.transaction() as session:
        return await outbox.add(session, outgoing, datetime.now(UTC))


async def _ratings(stage: Stage, customer: int) -> list[int | None]:
    return await stage.rows(
        select(Answer.number)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .join(Customer, Customer.id == Invitation.customer_id)
        .where(Customer.address == Address(customer), Answer.question == "satisfaction")
    )
