import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.chat_methods import get_chat, get_chat_member, send_chat_action
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.event_feed import EventKind, Side
from tests.bot.sandbox.methods.conftest import MakeCall


async def test_a_chat_is_described(call: MakeCall, opened: Seat) -> None:
    found = await get_chat(call(chat_id=opened.customer.id))
    assert {name: found[name] for name in ("id", "type", "first_name", "accent_color_id")} == {
        "id": opened.customer.id,
        "type": "private",
        "first_name": "梅",
        "accent_color_id": 0,
    }


async def test_a_chat_that_never_began_is_not_found(call: MakeCall, seat: Seat) -> None:
    with pytest.raises(BadRequest, match="chat not found"):
        await get_chat(call(chat_id=seat.customer.id))


async def test_members_are_the_customer_and_the_bot(call: MakeCall, opened: Seat) -> None:
    chat_id = opened.customer.id
    assert await get_chat_member(call(chat_id=chat_id, user_id=chat_id)) == {
        "user": opened.customer.as_user(),
        "status": "member",
    }
    bot = await get_chat_member(call(chat_id=chat_id, user_id=opened.bot.id))
    assert bot == {"user": opened.bot.as_user(), "status": "member"}


async def test_the_member_status_of_a_blocked_bot_is_kicked(call: MakeCall, opened: Seat) -> None:
    opened.block()
    bot = await get_chat_member(call(chat_id=opened.customer.id, user_id=opened.bot.id))
    assert (bot["status"], bot["until_date"]) == ("kicked", 0)


async def test_a_stranger_is_not_a_member(call: MakeCall, opened: Seat) -> None:
    with pytest.raises(BadRequest, match="member not found"):
        await get_chat_member(call(chat_id=opened.customer.id, user_id=5))


async def test_typing_is_shown_and_is_no_message(call: MakeCall, opened: Seat) -> None:
    before = len(opened.chat.messages)
    assert await send_chat_action(call(chat_id=opened.customer.id, action="typing")) is True
    event = opened.chat.events[-1]
    assert (event.kind, event.by, event.body) == (EventKind.ACTION, Side.BOT, {"action": "typing"})
    assert len(opened.chat.messages) == before


async def test_an_unknown_action_is_refused(call: MakeCall, opened: Seat) -> None:
    with pytest.raises(BadRequest, match="wrong parameter action in request"):
        await send_chat_action(call(chat_id=opened.customer.id, action="dancing"))
