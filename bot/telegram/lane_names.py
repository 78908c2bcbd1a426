"""The lane of an update: one for each chat, in which updates wait in order."""

from collections.abc import Mapping
from typing import Any

from store.models.address import Address

NOWHERE = Address(0)
"""The lane of updates without a chat and a person."""


def lane_of(update: Mapping[str, Any]) -> Address:
    """The chat, else the person (the same number in a private chat), else `NOWHERE`. Never raises.

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
