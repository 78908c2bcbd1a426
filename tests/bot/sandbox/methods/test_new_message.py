import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.new_message import send
from bot.sandbox.server.bot_api_errors import BadRequest, TooManyRequests
from bot.sandbox.server.event_feed import Side
from bot.sandbox.server.rates import Rates
from tests.bot.sandbox.methods.conftest import MakeCall

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


def test_a_message_is_returned_kept_and_shown(call: MakeCall, opened: Seat) -> None:
    message = send(call(chat_id=opened.customer.id), {"text": "hello"})
    assert message["from"] == opened.bot.as_user()
    assert (message["text"], message["chat"]["id"]) == ("hello", opened.customer.id)
    event = opened.chat.events[-1]
    assert (event.by, event.body) == (Side.BOT, message)
    assert opened.chat.messages[message["message_id"]].payload == message


def test_an_inline_keyboard_belongs_to_the_message(call: MakeCall, opened: Seat) -> None:
    message = send(call(chat_id=opened.customer.id, reply_markup=KEYBOARD), {"text": "hello"})
    assert message["reply_markup"] == KEYBOARD


def test_a_contact_button_is_shown_beside_the_message(call: MakeCall, opened: Seat) -> None:
    markup = {"keyboard": [[{"text": "Share", "request_contact": True}]]}
    message = send(call(chat_id=opened.customer.id, reply_markup=markup), {"text": "hello"})
    assert opened.chat.events[-1].body == message | {"input": markup}
    assert ("input" in message, "reply_markup" in message) == (False, False)


def test_a_message_can_go_to_a_topic(call: MakeCall, opened: Seat) -> None:
    message = send(call(chat_id=opened.customer.id, message_thread_id=7), {"text": "hello"})
    assert (message["message_thread_id"], message["is_topic_message"]) == (7, True)


def test_the_bot_gets_no_update_of_its_own_message(call: MakeCall, opened: Seat) -> None:
    send(call(chat_id=opened.customer.id), {"text": "hello"})
    assert len(opened.bot.queue) == 0


@pytest.mark.parametrize("name", ["reply_parameters", "reply_to_message_id"])
def test_a_reply_carries_the_message_one_level_deep(call: MakeCall, opened: Seat, name: str) -> None:
    first = opened.say("first").message_id
    value = {"message_id": first} if name == "reply_parameters" else str(first)
    second = send(call(chat_id=opened.customer.id, **{name: value}), {"text": "second"})
    assert second["reply_to_message"]["text"] == "first"
    again = {"message_id": second["message_id"]}
    third = send(call(chat_id=opened.customer.id, reply_parameters=again), {"text": "third"})
    assert third["reply_to_message"] == {k: v for k, v in second.items() if k != "reply_to_message"}


def test_a_reply_to_a_missing_message_is_refused_unless_it_may_go_without(
    call: MakeCall, opened: Seat
) -> None:
    lost = {"message_id": 1}
    with pytest.raises(BadRequest, match="message to be replied not found"):
        send(call(chat_id=opened.customer.id, reply_parameters=lost), {"text": "x"})
    lax = {**lost, "allow_sending_without_reply": True}
    assert "reply_to_message" not in send(
        call(chat_id=opened.customer.id, reply_parameters=lax), {"text": "x"}
    )


def test_a_message_that_is_refused_leaves_no_trace(call: MakeCall, opened: Seat) -> None:
    before = list(opened.chat.messages)
    opened.world.rates = Rates(chat_per_second=0.001, chat_burst=1)
    send(call(chat_id=opened.customer.id), {"text": "one"})
    with pytest.raises(TooManyRequests):
        send(call(chat_id=opened.customer.id), {"text": "two"})
    with pytest.raises(BadRequest):
        send(call(chat_id=opened.customer.id, reply_markup="{"), {"text": "three"})
    assert len(opened.chat.messages) == len(before) + 1
