"""All of one chat waits in one lane, in the order in which it came."""

from typing import Any

import pytest

from bot.telegram.lane_names import NOWHERE, lane_of
from store.models.address import Address
from tests.bot.telegram.conftest import ANN, CHAT, GROUP, message, tap

ANN_ID = 2**40 + 1


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(text="hi")},
        {"edited_message": message(text="hi")},
        {"callback_query": tap(message=message(text="asked"))},
        {"callback_query": tap(message={"message_id": 1, "date": 0, "chat": CHAT})},
        {"callback_query": tap(inline_message_id="x")},
        {"my_chat_member": {"chat": CHAT, "from": ANN}},
        {"inline_query": {"id": "1", "from": ANN}},
        {"poll_answer": {"poll_id": "1", "user": ANN}},
    ],
)
def test_all_of_one_customer_is_in_one_lane(update: dict[str, Any]) -> None:
    assert lane_of({"update_id": 1, **update}) == Address(ANN_ID)


def test_tap_in_a_group_is_in_the_lane_of_the_group() -> None:
    assert lane_of({"update_id": 1, "callback_query": tap(message=message(GROUP))}) == Address(GROUP["id"])


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": 1},
        {"update_id": 1, "poll": {"id": "1"}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"chat": 5}},
        {"update_id": 1, "message": {"chat": {"id": "5"}}},
        {"update_id": 1, "message": {"chat": {"id": True}}},
        {"update_id": 1, "message": {"chat": {"id": 2**63}}},
        {"update_id": 1, "callback_query": {"message": [], "from": None}},
    ],
)
def test_what_has_no_place_is_nowhere(update: dict[str, Any]) -> None:
    assert lane_of(update) == NOWHERE
