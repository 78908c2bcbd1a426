"""The keyboard that shares the phone number."""

import json

import pytest

from bot.sandbox.methods.phone_keyboards import read_phone_keyboard

BUTTON = {"text": "Share", "request_contact": True}


@pytest.mark.parametrize("convert", [json.dumps, lambda markup: markup])
def test_button_that_shares_the_phone_number_is_read(convert: object) -> None:
    assert callable(convert)
    markup = {"keyboard": [[BUTTON]], "one_time_keyboard": True}
    assert read_phone_keyboard(convert(markup)) == {"keyboard": [[BUTTON]]}


@pytest.mark.parametrize(
    "markup",
    [
        None,
        "",
        "{",
        "[1]",
        {},
        {"inline_keyboard": []},
        {"keyboard": [["Yes"]]},
        {"keyboard": [[BUTTON, BUTTON]]},
    ],
)
def test_other_markup_is_left_to_others(markup: object) -> None:
    assert read_phone_keyboard(markup) is None
