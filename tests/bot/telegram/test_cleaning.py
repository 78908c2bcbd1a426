"""Updates are made fit for every database, and otherwise left as they are."""

from typing import Any

import pytest

from bot.telegram.cleaning import cleaned
from bot.telegram.send_errors import Undecodable


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
