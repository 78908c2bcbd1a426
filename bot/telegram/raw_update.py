"""What the inbox keeps of a raw update: its number, its lane, and all of it that every database takes."""

import math
from collections.abc import Mapping
from typing import Any

from bot.telegram.send_errors import Undecodable
from store.models.address import Address

DEEPEST = 64
NOWHERE = Address(0)
"""The lane of updates without a chat and a person."""


def update_id_of(update: Any) -> int | None:
    """Return the number of an update; None if it has none."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    is_id = isinstance(update_id, int) and not isinstance(update_id, bool) and abs(update_id) < 2**63
    return update_id if is_id else None


def lane_of(update: Mapping[str, Any]) -> Address:
    """Return the chat, else the person (the same number in a private chat), else `NOWHERE`. Never raises.

    Telegram queues taps by user, so that a tap can overtake a message; here both are in the lane of the chat.
    """
    content = next((value for value in update.values() if isinstance(value, Mapping)), {})
    message = content.get("message")
    places = (
        content.get("chat"),
        message.get("chat") if isinstance(message, Mapping) else None,
        content.get("from"),
        content.get("user"),
    )
    return next((Address(number) for number in map(_number, places) if number is not None), NOWHERE)


def _number(place: Any) -> int | None:
    number = place.get("id") if isinstance(place, Mapping) else None
    is_id = isinstance(number, int) and not isinstance(number, bool) and -(2**63) <= number < 2**63
    return number if is_id else None


def cleaned(value: Any, depth: int = DEEPEST) -> Any:
    """Return the same JSON without NULs, lone surrogates, NaN and infinity, which PostgreSQL refuses.

    Raises:
        Undecodable: it is nested deeper than any update of Telegram's.
    """
    if depth == 0:
        raise Undecodable("nested too deeply")
    match value:
        case str():
            return _clean_text(value)
        case dict():
            return {_clean_text(str(key)): cleaned(each, depth - 1) for key, each in value.items()}
        case list():
            return [cleaned(each, depth - 1) for each in value]
        case float() if not math.isfinite(value):
            return None
        case _:
            return value


def _clean_text(text: str) -> str:
    if text.isascii():
        return text.replace("\x00", "")
    # Surrogate pairs are joined; lone surrogates are replaced.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")
