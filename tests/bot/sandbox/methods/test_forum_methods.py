import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.control.group_moves import change_standing, new_group
from bot.sandbox.methods.chat_methods import get_chat, get_chat_member
from bot.sandbox.methods.forum_methods import (
    create_topic,
    delete_topic,
    edit_topic,
    pin_switch,
    topic_switch,
)
from bot.sandbox.methods.text_methods import send_message
from bot.sandbox.server.bot_api_errors import BadRequest, Forbidden, TooManyRequests
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.event_feed import EventKind
from bot.sandbox.server.forum import CAN_MANAGE_TOPICS, GroupStanding
from bot.sandbox.server.rates import Rates
from tests.bot.sandbox.methods.conftest import MakeCall


@pytest.fixture
def forum(opened: Seat) -> BotChat:
    """A group with topics, in which the bot has every right."""
    return new_group(opened.world, opened.bot, "Staff", [opened.customer.id], has_topics=True)


async def test_forum_group_and_the_rights_of_the_bot_are_described(call: MakeCall, forum: BotChat) -> None:
    assert (await get_chat(call(chat_id=forum.id)))["is_forum"] is True
    bot = await get_chat_member(call(chat_id=forum.id, user_id=4242))
    assert (bot["status"], bot["can_manage_topics"], bot["can_promote_members"]) == (
        "administrator",
        True,
        False,
    )


async def test_topic_is_named_by_the_message_that_opened_it(call: MakeCall, forum: BotChat) -> None:
    topic = await create_topic(call(chat_id=forum.id, name=" 李梅 ", icon_color=0xFFD67E))
    number = topic["message_thread_id"]
    assert topic == {"message_thread_id": number, "name": "李梅", "icon_color": 0xFFD67E}
    sent = await send_message(call(chat_id=forum.id, text="hello", message_thread_id=number))
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (number, True)
    assert forum.messages[number].payload["forum_topic_created"]["name"] == "李梅"


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": " "}, "TITLE_EMPTY"),
        ({"name": "x" * 129}, "too long"),
        ({"name": "x", "icon_color": 7}, "COLOR"),
    ],
)
async def test_odd_names_and_colours_are_refused(
    call: MakeCall, forum: BotChat, values: dict[str, object], refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await create_topic(call(chat_id=forum.id, **values))


async def test_topics_come_at_no_more_than_their_rate(call: MakeCall, forum: BotChat, opened: Seat) -> None:
    opened.world.rates = Rates(topics_per_minute=2)
    for name in ("a", "b"):
        await create_topic(call(chat_id=forum.id, name=name))
    with pytest.raises(TooManyRequests) as refused:
        await create_topic(call(chat_id=forum.id, name="c"))
    assert refused.value.parameters == {"retry_after": 30}


async def test_topic_is_renamed_once(call: MakeCall, forum: BotChat) -> None:
    number = (await create_topic(call(chat_id=forum.id, name="a")))["message_thread_id"]
    assert await edit_topic(call(chat_id=forum.id, message_thread_id=number, name="b")) is True
    with pytest.raises(BadRequest, match="TOPIC_NOT_MODIFIED"):
        await edit_topic(call(chat_id=forum.id, message_thread_id=number, name="b"))


async def test_closed_topic_takes_messages_again_after_it_is_reopened(call: MakeCall, forum: BotChat) -> None:
    number = (await create_topic(call(chat_id=forum.id, name="a")))["message_thread_id"]
    there = {"chat_id": forum.id, "message_thread_id": number}
    await topic_switch(closed=True)(call(**there))
    with pytest.raises(BadRequest, match="TOPIC_CLOSED"):
        await send_message(call(text="x", **there))
    with pytest.raises(BadRequest, match="TOPIC_NOT_MODIFIED"):
        await topic_switch(closed=True)(call(**there))
    await topic_switch(closed=False)(call(**there))
    assert (await send_message(call(text="x", **there)))["text"] == "x"


async def test_deleted_topic_and_its_messages_are_gone(call: MakeCall, forum: BotChat) -> None:
    number = (await create_topic(call(chat_id=forum.id, name="a")))["message_thread_id"]
    there = {"chat_id": forum.id, "message_thread_id": number}
    sent = await send_message(call(text="x", **there))
    await delete_topic(call(**there))
    assert (number in forum.messages, sent["message_id"] in forum.messages) == (False, False)
    with pytest.raises(BadRequest, match="message thread not found"):
        await send_message(call(text="x", **there))


async def test_without_the_right_no_topic_is_made(call: MakeCall, forum: BotChat, opened: Seat) -> None:
    change_standing(opened.world, opened.bot, forum.id, GroupStanding("administrator"))
    with pytest.raises(BadRequest, match="not enough rights to create a topic"):
        await create_topic(call(chat_id=forum.id, name="a"))
    with pytest.raises(BadRequest, match="not enough rights to manage pinned messages"):
        await pin_switch(pinned=True)(call(chat_id=forum.id, message_id=1))


async def test_group_without_topics_is_no_forum(call: MakeCall, opened: Seat) -> None:
    group = new_group(opened.world, opened.bot, "Staff", [opened.customer.id])
    group.standing = GroupStanding("administrator", frozenset({CAN_MANAGE_TOPICS}))
    with pytest.raises(BadRequest, match="not a forum"):
        await create_topic(call(chat_id=group.id, name="a"))


async def test_bot_that_was_removed_writes_no_more(call: MakeCall, forum: BotChat, opened: Seat) -> None:
    change_standing(opened.world, opened.bot, forum.id, GroupStanding("kicked"))
    with pytest.raises(Forbidden, match="kicked"):
        await send_message(call(chat_id=forum.id, text="x"))


async def test_message_is_pinned(call: MakeCall, forum: BotChat) -> None:
    sent = await send_message(call(chat_id=forum.id, text="x"))
    assert await pin_switch(pinned=True)(call(chat_id=forum.id, message_id=sent["message_id"])) is True
    assert (forum.events[-1].kind, forum.events[-1].body["pinned"]) == (EventKind.PINNED, True)
    with pytest.raises(BadRequest, match="message to pin not found"):
        await pin_switch(pinned=True)(call(chat_id=forum.id, message_id=1))
