"""The one keyboard below the input field that the sandbox knows: a button that shares the phone number."""

import json
from typing import Any

from bot.sandbox.server.payloads import Json


def read_phone_keyboard(value: object) -> Json | None:
    """Return the keyboard; None leaves the markup to `read_markup`, which may refuse it."""
    try:
        markup: Any = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return None
    rows = markup.get("keyboard") if isinstance(markup, dict) else None
    match rows:
        case [[{"text": str(text), "request_contact": True}]] if text.strip():
            return {"keyboard": rows}
        case _:
            return None
