import json

import pytest

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.methods.inline_keyboards import read_markup
from bot.sandbox.server.bot_api_errors import BadRequest


def read(markup: object) -> object:
    """Read the markup of a call."""
    return read_markup(Arguments({"reply_markup": markup}))


def button(data: str = "x", text: str = "Yes") -> dict[str, object]:
    return {"text": text, "callback_data": data}


def test_inline_keyboard_is_read_from_text_and_from_an_object() -> None:
    markup = {"inline_keyboard": [[button()]]}
    assert (read(json.dumps(markup)), read(markup)) == (markup, markup)


@pytest.mark.parametrize("empty", [None, "", "{}", {}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}])
def test_an_empty_value_is_no_markup(empty: object) -> None:
    assert read(empty) is None


@pytest.mark.parametrize("data", ["x" * 64, "包" * 21, "😀" * 16])
def test_callback_data_of_64_bytes_passes(data: str) -> None:
    assert read({"inline_keyboard": [[button(data)]]}) == {"inline_keyboard": [[button(data)]]}


@pytest.mark.parametrize("data", ["x" * 65, "包" * 22, "😀" * 17, "", 5])
def test_callback_data_of_other_sizes_is_refused(data: object) -> None:
    with pytest.raises(BadRequest, match=r"^Bad Request: BUTTON_DATA_INVALID$"):
        read({"inline_keyboard": [[{"text": "Yes", "callback_data": data}]]})


def test_a_hundred_buttons_pass_and_one_more_is_refused() -> None:
    rows = [[button() for _ in range(8)] for _ in range(12)]
    fits = [*rows, [button()] * 4]
    assert read({"inline_keyboard": fits}) == {"inline_keyboard": fits}
    with pytest.raises(BadRequest, match="reply markup is too long"):
        read({"inline_keyboard": [*rows, [button()] * 5]})


def test_nine_buttons_in_a_row_are_refused() -> None:
    with pytest.raises(BadRequest, match="reply markup is too long"):
        read({"inline_keyboard": [[button()] * 9]})


@pytest.mark.parametrize(
    ("markup", "detail"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[" * 100_000, "can't parse reply keyboard markup JSON object"),
        ("[]5", "can't parse reply keyboard markup JSON object"),
        ("[1]", "object expected as reply markup"),
        (
            {"other": 1},
            "unsupported reply markup: use an inline keyboard or a contact button",
        ),
        (
            {"keyboard": [["Yes"]]},
            "unsupported reply markup: use an inline keyboard or a contact button",
        ),
        ({"inline_keyboard": 5}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be of type Array'),
        (
            {"inline_keyboard": [5]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"inline_keyboard": [[5]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            {"inline_keyboard": [[{"text": 5}]]},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {"inline_keyboard": [[{"text": " "}]]},
            'can\'t parse inline keyboard button: Field "text" must be non-empty',
        ),
        (
            {"inline_keyboard": [[{"text": "a"}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "url": "https://x", "callback_data": "b"}]]},
            "BUTTON_TYPE_INVALID",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "url": "javascript:alert(1)"}]]},
            "inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
        ),
    ],
)
def test_markup_that_telegram_refuses_is_refused(markup: object, detail: str) -> None:
    with pytest.raises(BadRequest) as caught:
        read(markup)
    assert caught.value.description == f"Bad Request: {detail}"
