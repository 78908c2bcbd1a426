"""Sending: one row, one call, and an end that says what must be done."""

import asyncio
from dataclasses import replace

import pytest

from actions.turn.reaction import Reaction
from actions.turn.send_outcomes import (
    ChatMoved,
    NothingToDo,
    OutcomeUnknown,
    Refused,
    SendError,
    SendLater,
    Unreachable,
)
from actions.turn.turn import SENDING_FILE, TYPING
from bot.sandbox.server.event_feed import ChatEvent, EventKind
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.telegram.connection import HuifangBot, connected
from bot.telegram.sender import TelegramSender
from store.models.address import Address
from store.models.conversations import MessageKind
from store.models.queues import OutboxAction
from store.queues.button import Button
from store.queues.outgoing import Document, Outgoing
from store.queues.text_mention import TextMention
from store.queues.transcript_parts import StaffUpload
from tests.bot.telegram.conftest import TOKEN, Stand
from tests.fakes.uploads import RememberedUploads

BUTTONS = ((Button("一", "s:1"), Button("二", "s:2")), (Button("跳过", "s:-"),))


@pytest.fixture
def sender(bot: HuifangBot) -> TelegramSender:
    return TelegramSender(bot, RememberedUploads())


@pytest.fixture
async def customer(stand: Stand, bot: HuifangBot) -> int:
    """A customer who has pressed start."""
    await bot.identify()
    customer = await stand.client.customer("Ann", "en")
    await stand.client.send_text(customer, "/start")
    return customer


async def seen(stand: Stand, customer: int, kind: EventKind) -> list[ChatEvent]:
    return [event for event in await stand.client.events(chat=customer) if event.kind is kind]


async def send(sender: TelegramSender, customer: int, text: str = "你好 <b>&</b> *x*") -> int:
    number = await sender.send(Outgoing(Address(customer), OutboxAction.SEND, text, BUTTONS))
    assert number is not None
    return number


async def test_message_arrives_as_it_is_with_its_buttons(
    stand: Stand, sender: TelegramSender, customer: int
) -> None:
    number = await send(sender, customer)
    [reply] = await stand.client.replies(customer)
    assert (reply.message_id, reply.text) == (number, "你好 <b>&</b> *x*")
    assert reply.buttons == {"一": "s:1", "二": "s:2", "跳过": "s:-"}
    assert [len(row) for row in reply.body["reply_markup"]["inline_keyboard"]] == [2, 1]


async def test_button_that_opens_an_address_arrives_beside_the_others(
    stand: Stand, sender: TelegramSender, customer: int
) -> None:
    link = Button("打开", url="https://example.com/returns")
    await sender.send(Outgoing(Address(customer), OutboxAction.SEND, "?", ((link,), (Button("好", "s:1"),))))
    [reply] = await stand.client.replies(customer)
    assert reply.body["reply_markup"]["inline_keyboard"] == [
        [{"text": "打开", "url": "https://example.com/returns"}],
        [{"text": "好", "callback_data": "s:1"}],
    ]


async def test_button_that_shares_the_phone_number_is_below_the_input_field(
    stand: Stand, sender: TelegramSender, customer: int
) -> None:
    await sender.send(Outgoing(Address(customer), OutboxAction.SEND, "?", phone_button="分享"))
    [reply] = await stand.client.replies(customer)
    assert reply.body["input"]["keyboard"] == [[{"request_contact": True, "text": "分享"}]]


async def test_edit_changes_text_and_takes_the_buttons_away(
    stand: Stand, sender: TelegramSender, customer: int
) -> None:
    number = await send(sender, customer)
    assert await sender.send(Outgoing(Address(customer), OutboxAction.EDIT, "谢谢", target=number)) is None
    [edited] = await seen(stand, customer, EventKind.EDITED)
    assert (edited.message_id, edited.text, edited.buttons) == (number, "谢谢", {})


async def test_name_in_a_text_stands_for_a_person_also_when_it_is_edited(
    stand: Stand, sender: TelegramSender, customer: int
) -> None:
    text = "😀 <b>*李娜*</b> 请看"
    named = Outgoing(
        Address(customer), OutboxAction.SEND, text, mentions=(TextMention(3, 11, Address(customer)),)
    )
    number = await sender.send(named)
    [reply] = await stand.client.replies(customer)
    [entity] = reply.body["entities"]
    place = entity["offset"], entity["length"]
    assert (entity["type"], place, entity["user"]["id"]) == ("text_mention", (3, 11), customer)
    edit = replace(named, action=OutboxAction.EDIT, text=f"{text}！", target=number)
    await sender.send(edit)
    [edited] = await seen(stand, customer, EventKind.EDITED)
    assert (edited.text, edited.body["entities"]) == (edit.text, reply.body["entities"])


async def test_edit_that_changes_nothing_is_done(sender: TelegramSender, customer: int) -> None:
    number = await send(sender, customer, "same")
    with pytest.raises(NothingToDo, match="not modified"):
        await sender.send(Outgoing(Address(customer), OutboxAction.EDIT, "same", BUTTONS, target=number))


@pytest.mark.parametrize("kind", [MessageKind.PHOTO, MessageKind.VOICE, MessageKind.DOCUMENT])
async def test_file_of_staff_is_sent_as_what_it_is(
    stand: Stand, sender: TelegramSender, customer: int, kind: MessageKind
) -> None:
    upload = StaffUpload(kind, "a.bin", b"content")
    number = await sender.send(Outgoing(Address(customer), OutboxAction.FILE, "look", upload=upload))
    [reply] = await stand.client.replies(customer)
    assert (reply.message_id, kind.value in reply.body, reply.body["caption"]) == (number, True, "look")


async def test_file_that_was_erased_is_not_sent(stand: Stand, sender: TelegramSender, customer: int) -> None:
    assert await sender.send(Outgoing(Address(customer), OutboxAction.FILE)) is None
    assert await stand.client.replies(customer) == []


async def test_message_is_deleted_and_one_that_is_gone_is_done(
    stand: Stand, sender: TelegramSender, customer: int
) -> None:
    number = await send(sender, customer)
    gone = Outgoing(Address(customer), OutboxAction.DELETE, target=number)
    assert await sender.send(gone) is None
    assert [event.message_id for event in await seen(stand, customer, EventKind.DELETED)] == [number]
    with pytest.raises(NothingToDo, match="message gone"):
        await sender.send(gone)


async def test_change_of_what_did_not_arrive_is_done(sender: TelegramSender, customer: int) -> None:
    for action in (OutboxAction.EDIT, OutboxAction.DELETE):
        with pytest.raises(NothingToDo, match="did not arrive"):
            await sender.send(Outgoing(Address(customer), action, "x", arriving=1))


@pytest.mark.parametrize(
    ("text", "shown"), [("", ""), ("Noted", "Noted"), ("x" * 200, "x" * 200), ("x" * 201, "x" * 199 + "…")]
)
async def test_tap_is_answered(
    stand: Stand, sender: TelegramSender, customer: int, text: str, shown: str
) -> None:
    tapped = await stand.client.tap(customer, await send(sender, customer), "s:1")
    await sender.send(Outgoing(Address(customer), OutboxAction.ANSWER_TAP, text, tap=tapped.query_id))
    [answer] = await seen(stand, customer, EventKind.ANSWERED)
    assert (answer.body["query_id"], answer.body["text"]) == (tapped.query_id, shown)


async def test_answer_to_a_tap_of_long_ago_is_done(sender: TelegramSender, customer: int) -> None:
    with pytest.raises(NothingToDo, match="tap too old"):
        await sender.send(Outgoing(Address(customer), OutboxAction.ANSWER_TAP, tap="1"))


async def test_customer_who_blocked_the_bot_is_unreachable(
    stand: Stand, sender: TelegramSender, customer: int
) -> None:
    await stand.client.move(customer, "block")
    with pytest.raises(Unreachable, match="blocked"):
        await send(sender, customer)


async def test_text_that_is_too_long_is_our_mistake(sender: TelegramSender, customer: int) -> None:
    with pytest.raises(Refused):
        await send(sender, customer, "x" * 4097)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(FaultKind.TOO_MANY_REQUESTS, "sendmessage", seconds=5), SendLater),
        (Fault(FaultKind.SERVER_ERROR, "sendmessage", code=502), OutcomeUnknown),
        (Fault(FaultKind.RESET_AFTER, "sendmessage"), OutcomeUnknown),
        (Fault(FaultKind.DEACTIVATED, "sendmessage"), Unreachable),
        (Fault(FaultKind.CHAT_NOT_FOUND, "sendmessage"), Unreachable),
        (Fault(FaultKind.MIGRATED, "sendmessage", chat_to=-100_5), ChatMoved),
    ],
)
async def test_trouble_says_what_must_be_done(
    stand: Stand, sender: TelegramSender, customer: int, fault: Fault, kind: type[SendError]
) -> None:
    await stand.client.fault(fault)
    with pytest.raises(SendError) as caught:
        await send(sender, customer)
    assert type(caught.value) is kind


async def test_many_at_once_all_arrive(stand: Stand, customer: int) -> None:
    async with connected(TOKEN, stand.url) as bot:
        sender = TelegramSender(bot, RememberedUploads())
        numbers = await asyncio.gather(*(send(sender, customer, f"{number}") for number in range(100)))
    assert len(set(numbers)) == 100
    assert len(await stand.client.replies(customer)) == 100


async def test_message_goes_to_its_topic(stand: Stand, sender: TelegramSender, customer: int) -> None:
    await sender.send(Outgoing(Address(customer), OutboxAction.SEND, "好", topic=31))
    file = Document("data.json", "{}")
    await sender.send(Outgoing(Address(customer), OutboxAction.DOCUMENT, "好", document=file, topic=31))
    await sender.send(Outgoing(Address(customer), OutboxAction.SEND, "好"))
    replies = await stand.client.replies(customer)
    assert [reply.body.get("message_thread_id") for reply in replies] == [31, 31, None]


async def test_reaction_is_put_on_the_message(stand: Stand, sender: TelegramSender, customer: int) -> None:
    said = await stand.client.send_text(customer, "洗衣机漏水了")
    react = Outgoing(Address(customer), OutboxAction.REACT, Reaction.SEEN, target=said.message_id)
    assert await sender.send(react) is None
    [shown] = await seen(stand, customer, EventKind.REACTED)
    assert shown.body == {"message_id": said.message_id, "emoji": "👌"}


@pytest.mark.parametrize("reaction", list(Reaction))
async def test_every_reaction_is_one_of_telegrams(
    sender: TelegramSender, stand: Stand, customer: int, reaction: Reaction
) -> None:
    said = await stand.client.send_text(customer, "好")
    assert (
        await sender.send(Outgoing(Address(customer), OutboxAction.REACT, reaction, target=said.message_id))
        is None
    )


async def test_reaction_to_a_message_that_is_gone_is_done(sender: TelegramSender, customer: int) -> None:
    with pytest.raises(NothingToDo, match="message gone"):
        await sender.send(Outgoing(Address(customer), OutboxAction.REACT, "👌", target=1))


@pytest.mark.parametrize("activity", [TYPING, SENDING_FILE])
async def test_activity_is_shown(stand: Stand, sender: TelegramSender, customer: int, activity: str) -> None:
    assert await sender.send(Outgoing(Address(customer), OutboxAction.SHOW_ACTIVITY, activity)) is None
    [shown] = await seen(stand, customer, EventKind.ACTION)
    assert shown.body == {"action": activity}


async def test_album_of_which_nothing_can_be_copied_is_refused(sender: TelegramSender, customer: int) -> None:
    chat = Address(customer)
    with pytest.raises(Refused):
        await sender.send(Outgoing(chat, OutboxAction.COPY, source=chat, originals=(9001, 9002)))
