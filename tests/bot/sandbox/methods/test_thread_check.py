import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.thread_check import find_topic, in_topic
from bot.sandbox.server.bot_api_errors import BadRequest
from tests.bot.sandbox.methods.conftest import MakeCall


def test_private_chat_takes_any_topic(call: MakeCall, opened: Seat) -> None:
    there = call(chat_id=opened.customer.id, message_thread_id=7)
    assert in_topic(there, opened.chat) == {"message_thread_id": 7, "is_topic_message": True}


def test_message_outside_topics_has_none(call: MakeCall, opened: Seat) -> None:
    assert in_topic(call(chat_id=opened.customer.id), opened.chat) == {}


def test_chat_without_topics_has_none_to_find(call: MakeCall, opened: Seat) -> None:
    with pytest.raises(BadRequest, match="message thread not found"):
        find_topic(call(message_thread_id=7), opened.chat)
