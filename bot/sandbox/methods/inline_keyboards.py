"""Inline keyboards, checked as Telegram checks them. `phone_keyboards` has the only other reply markup."""

from typing import Any

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_CALLBACK_BYTES = 64
SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
ACTIONS = ("callback_data", "url", "web_app", "login_url", "copy_text", "callback_game", "pay", *SWITCHES)
FIELD = 'field "inline_keyboard" of the InlineKeyboardMarkup must be'
BUTTON = "can't parse inline keyboard button"


def read_markup(arguments: Arguments) -> Json | None:
    """Return the inline keyboard in `reply_markup`, or None where there are no buttons.

    Raises:
        BadRequest: Telegram would refuse it, or it is another kind of markup.
    """
    markup = arguments.decoded("reply_markup", "reply keyboard markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise BadRequest("object expected as reply markup")
    if "inline_keyboard" not in markup:
        raise BadRequest("unsupported reply markup: use an inline keyboard or a contact button")
    keyboard = [[_button(button) for button in row] for row in _rows(markup["inline_keyboard"]) if row]
    return {"inline_keyboard": keyboard} if keyboard else None


def _rows(value: object) -> list[list[Any]]:
    if not isinstance(value, list):
        raise BadRequest(f"{FIELD} of type Array")
    if not all(isinstance(row, list) for row in value):
        raise BadRequest(f"{FIELD} an Array of Arrays")
    if sum(map(len, value)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in value):
        raise BadRequest("reply markup is too long")
    return value


def _button(button: object) -> Json:
    if not isinstance(button, dict):
        raise BadRequest(f"{BUTTON}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise BadRequest(f'{BUTTON}: Field "text" must be of type String')
    if not button["text"].strip():
        raise BadRequest(f'{BUTTON}: Field "text" must be non-empty')
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise BadRequest(f"{BUTTON}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise BadRequest("BUTTON_TYPE_INVALID")
    if "callback_data" in button:
        _check_callback_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])
    return button


def _check_callback_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= MAX_CALLBACK_BYTES:
        raise BadRequest("BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    scheme, found, rest = str(url).partition("://")
    if scheme not in {"http", "https", "tg"} or not found or not rest:
        raise BadRequest(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
