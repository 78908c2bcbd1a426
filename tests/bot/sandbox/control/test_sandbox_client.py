import asyncio

import pytest
import telegram

from bot.sandbox.control.sandbox_client import (
    NoReply,
    SandboxClient,
    SandboxRefused,
    SandboxUnreachable,
)
from bot.sandbox.sandbox_server import address, bound_socket
from bot.sandbox.server.event_feed import ChatEvent, EventKind, Side

KEYBOARD = telegram.InlineKeyboardMarkup(
    [
        [
            telegram.InlineKeyboardButton("1", callback_data="a:1"),
            telegram.InlineKeyboardButton("2", callback_data="a:2"),
        ],
        [telegram.InlineKeyboardButton("Site", url="https://example.org")],
    ]
)


@pytest.fixture
async def customer(sandbox: SandboxClient) -> int:
    customer = await sandbox.customer("Emma")
    await sandbox.send_text(customer, "/start")
    return customer


async def test_a_reply_is_waited_for(sandbox: SandboxClient, bot: telegram.Bot, customer: int) -> None:
    waiting = asyncio.create_task(sandbox.wait_for_reply(customer))
    await bot.send_chat_action(customer, "typing")
    sent = await bot.send_message(customer, "Well?", reply_markup=KEYBOARD)
    reply = await waiting
    assert (reply.text, reply.message_id, reply.buttons) == (
        "Well?",
        sent.message_id,
        {"1": "a:1", "2": "a:2"},
    )
    assert (reply.kind, reply.by, reply.chat, reply.bot) == (EventKind.MESSAGE, Side.BOT, customer, 4242)


async def test_an_earlier_reply_is_found(sandbox: SandboxClient, bot: telegram.Bot, customer: int) -> None:
    await bot.send_message(customer, "one")
    await bot.send_message(customer, "two")
    first = await sandbox.wait_for_reply(customer)
    second = await sandbox.wait_for_reply(customer, since=first.seq)
    assert [first.text, second.text] == ["one", "two"]
    assert await sandbox.replies(customer, since=first.seq) == [second]


async def test_a_missing_reply_is_an_error(sandbox: SandboxClient, customer: int) -> None:
    with pytest.raises(NoReply, match=f"came to {customer} within 0.05 s"):
        await sandbox.wait_for_reply(customer, within=0.05)


async def test_any_event_can_be_waited_for(sandbox: SandboxClient, bot: telegram.Bot, customer: int) -> None:
    await bot.send_chat_action(customer, "typing")
    found = await sandbox.wait_for(customer, lambda event: event.kind is EventKind.ACTION)
    assert (found.body, found.text, found.message_id, found.buttons) == ({"action": "typing"}, "", 0, {})


async def test_a_tap_goes_through_the_buttons_of_a_reply(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int
) -> None:
    await bot.send_message(customer, "Well?", reply_markup=KEYBOARD)
    reply = await sandbox.wait_for_reply(customer)
    tapped = await sandbox.tap(customer, reply.message_id, reply.buttons["2"])
    queries = [update.callback_query for update in await bot.get_updates() if update.callback_query]
    assert [(query.id, query.data) for query in queries] == [(tapped.query_id, "a:2")]


async def test_a_message_of_any_kind_is_written(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int
) -> None:
    await sandbox.send_content(customer, {"dice": {"emoji": "🎲", "value": 4}, "message_thread_id": 7})
    written = [update.message for update in await bot.get_updates() if update.message][-1]
    assert (written.dice, written.message_thread_id) == (telegram.Dice(4, "🎲"), 7)


async def test_a_refusal_of_the_sandbox_is_an_error(sandbox: SandboxClient) -> None:
    with pytest.raises(SandboxRefused) as caught:
        await sandbox.send_text(5, "hello")
    assert (caught.value.status, caught.value.detail) == (404, "no customer has the id 5")


async def test_an_answer_without_detail_is_refused_by_its_phrase(url: str) -> None:
    async with SandboxClient.at(f"{url}/elsewhere") as lost:
        with pytest.raises(SandboxRefused, match="404: Not Found"):
            await lost.status()


async def test_an_address_without_a_sandbox_is_an_error() -> None:
    bound = bound_socket("127.0.0.1", 0)
    url = address(bound)
    bound.close()
    async with SandboxClient.at(url) as client:
        with pytest.raises(SandboxUnreachable, match=f"no sandbox answers at {url}/sandbox"):
            await client.status()


@pytest.mark.parametrize(
    ("kind", "by", "is_reply"),
    [
        (EventKind.MESSAGE, Side.BOT, True),
        (EventKind.MESSAGE, Side.CUSTOMER, False),
        (EventKind.EDITED, Side.BOT, False),
    ],
)
def test_only_new_messages_of_the_bot_are_replies(kind: EventKind, by: Side, is_reply: bool) -> None:
    assert ChatEvent(1, 0.0, 1, 1, kind, by, {}).is_reply is is_reply


def test_the_text_of_a_photo_is_its_caption() -> None:
    assert ChatEvent(1, 0.0, 1, 1, EventKind.MESSAGE, Side.BOT, {"caption": "lid"}).text == "lid"
