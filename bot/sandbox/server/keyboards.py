"""Reply markup, checked as Telegram checks it.

An inline keyboard is stored with its message; every other kind (reply keyboard, removal, forced reply) only
changes what the customer's input field shows.
"""

import json
from typing import Any

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_CALLBACK_BYTES = 64
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
BUTTON = "can't parse inline keyboard button"


def read_markup(value: object) -> Json | None:
    """Read `reply_markup` as it came (JSON text or object). None: the message has no markup.

    Raises:
        BadRequest: Telegram would refuse it.
    """
    markup = _decoded(value)
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup")
        keyboard = [[_inline_button(button) for button in row] for row in rows if row]
        return {"inline_keyboard": keyboard} if keyboard else None
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard", "ReplyKeyboardMarkup")
        return {**markup, "keyboard": [[_reply_button(button) for button in row] for row in rows]}
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return markup
    raise BadRequest("object expected as reply markup")


def inline_only(markup: Json | None) -> Json | None:
    """Return what Telegram stores with the message."""
    return markup if markup and "inline_keyboard" in markup else None


def _decoded(value: object) -> Json | None:
    if value is None or value == "":
        return None
    try:
        decoded: Any = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as exc:
        raise BadRequest("can't parse reply keyboard markup JSON object") from exc
    if not isinstance(decoded, dict):
        raise BadRequest("object expected as reply markup")
    return decoded


def _rows(value: object, field: str, kind: str) -> list[list[Any]]:
    if not isinstance(value, list):
        raise BadRequest(f'field "{field}" of the {kind} must be of type Array')
    for row in value:
        if not isinstance(row, list):
            raise BadRequest(f'field "{field}" of the {kind} must be an Array of Arrays')
    if sum(map(len, value)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in value):
        raise BadRequest("reply markup is too long")
    return value


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise BadRequest(f"{BUTTON}: InlineKeyboardButton must be an Object")
    _label(button, BUTTON)
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


def _label(button: Json, where: str) -> None:
    if not isinstance(button.get("text"), str):
        raise BadRequest(f'{where}: Field "text" must be of type String')
    if not button["text"].strip():
        raise BadRequest(f'{where}: Field "text" must be non-empty')


def _check_callback_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= MAX_CALLBACK_BYTES:
        raise BadRequest("BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    scheme, found, rest = str(url).partition("://")
    if scheme not in {"http", "https", "tg"} or not found or not rest:
        raise BadRequest(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise BadRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _label(button, "can't parse keyboard button")
    return button
