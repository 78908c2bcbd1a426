"""Of a raw update: all of one chat waits in one lane, and what databases refuse is taken out of it."""

from typing import Any

import pytest

from bot.telegram.raw_update import NOWHERE, cleaned, lane_of, update_id_of
from bot.telegram.send_errors import Undecodable
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


@pytest.mark.parametrize(
    "value",
    [
        {
            "update_id": 1,
            "message": {"text": "你好\n\tworld 👨‍👩‍👧 \u200b", "n": 2**60, "ok": True, "x": None},
        },
        ["", 1.5, -0.0],
    ],
)
def test_good_json_stays_as_it_is(value: Any) -> None:
    assert cleaned(value) == value


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b", "ab"),
        ("好\x00", "好"),
        ("\ud83d\ude00", "😀"),
        ("x\ud83dy", "x\ufffdy"),
        ("\udc00", "\ufffd"),
    ],
)
def test_what_postgresql_refuses_is_taken_out(text: str, clean: str) -> None:
    assert cleaned({"message": [{text: text}]}) == {"message": [{clean: clean}]}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_are_none_become_null(number: float) -> None:
    assert cleaned([number]) == [None]


def test_deep_nesting_is_refused() -> None:
    value: Any = []
    for _ in range(10_000):
        value = [value]
    with pytest.raises(Undecodable):
        cleaned(value)


def test_number_of_an_update() -> None:
    assert update_id_of({"update_id": 5}) == 5
    assert update_id_of([]) is None
