import json

import pytest

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.methods.phone_keyboards import read_phone_keyboard
from bot.sandbox.server.bot_api_errors import BadRequest

BUTTON = {"text": "Share", "request_contact": True}


MARKUP = {"keyboard": [[BUTTON]], "one_time_keyboard": True}


def read(markup: object) -> object:
    """Read the markup of a call."""
    return read_phone_keyboard(Arguments({"reply_markup": markup}))


@pytest.mark.parametrize("markup", [json.dumps(MARKUP), MARKUP])
def test_button_that_shares_the_phone_number_is_read(markup: object) -> None:
    assert read(markup) == {"keyboard": [[BUTTON]]}


def test_markup_that_is_not_json_is_refused() -> None:
    with pytest.raises(BadRequest, match="can't parse reply keyboard markup JSON object"):
        read("{")


@pytest.mark.parametrize(
    "markup",
    [
        None,
        "",
        "[1]",
        {},
        {"inline_keyboard": []},
        {"keyboard": [["Yes"]]},
        {"keyboard": [[BUTTON, BUTTON]]},
    ],
)
def test_other_markup_is_left_to_others(markup: object) -> None:
    assert read(markup) is None
