import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.control.group_moves import new_group
from bot.sandbox.methods.method_call import Method
from bot.sandbox.methods.text_methods import copy_message, forward_message, send_message
from bot.sandbox.server.bot_api_errors import BadRequest
from tests.bot.sandbox.methods.conftest import MakeCall


@pytest.fixture
def group(opened: Seat) -> int:
    """A group of staff, to which messages can go on."""
    return new_group(opened.world, opened.bot, "Staff", [opened.customer.id]).id


async def test_send_message_sends_a_text(call: MakeCall, opened: Seat) -> None:
    message = await send_message(call(chat_id=opened.customer.id, text="hi, see /help"))
    entities = [{"type": "bot_command", "offset": 8, "length": 5}]
    assert (message["text"], message["entities"]) == ("hi, see /help", entities)


async def test_a_copy_has_the_content_and_not_the_origin(call: MakeCall, opened: Seat, group: int) -> None:
    original = opened.say("my parcel /start")
    copied = await copy_message(
        call(chat_id=group, from_chat_id=opened.customer.id, message_id=original.message_id)
    )
    copy = opened.bot.chats[group].messages[copied["message_id"]].payload
    assert (copy["text"], copy["from"]) == ("my parcel /start", opened.bot.as_user())
    assert ("forward_origin" in copy, list(copied)) == (False, ["message_id"])


async def test_a_copy_can_have_another_caption(call: MakeCall, opened: Seat, group: int) -> None:
    original = opened.send({"photo": [], "caption": "old"})
    made = call(chat_id=group, from_chat_id=opened.customer.id, message_id=original.message_id, caption="new")
    copied = await copy_message(made)
    assert opened.bot.chats[group].messages[copied["message_id"]].payload["caption"] == "new"


async def test_a_forward_has_its_origin(call: MakeCall, opened: Seat, group: int) -> None:
    original = opened.say("my parcel")
    forward = await forward_message(
        call(chat_id=group, from_chat_id=opened.customer.id, message_id=original.message_id)
    )
    assert forward["text"] == "my parcel"
    assert forward["forward_origin"]["sender_user"] == opened.customer.as_user()


@pytest.mark.parametrize("method", [copy_message, forward_message])
async def test_a_missing_message_cannot_be_copied(
    call: MakeCall, opened: Seat, group: int, method: Method
) -> None:
    with pytest.raises(BadRequest, match="chat not found"):
        await method(call(chat_id=group, from_chat_id=5, message_id=1))
    with pytest.raises(BadRequest, match="message to copy not found"):
        await method(call(chat_id=group, from_chat_id=opened.customer.id, message_id=1))
