"""A channel of three kinds of update, in plain words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from actions.turn.incoming import ButtonPressed, Incoming, Origin, Person, TextReceived, Unhandled
from store.models.address import Address

SENT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class PlainDecoder:
    """Reads `{"text": …}`, `{"tap": …}` and `{"group": …}`; nothing else can be decoded."""

    def decode(self, update: Mapping[str, Any]) -> Incoming:
        match dict(update):
            case {"text": str(text), "chat": int(chat)}:
                return TextReceived(Origin(Address(chat), Person(Address(chat), "Ann")), 1, SENT, text)
            case {"tap": str(data), "chat": int(chat)}:
                return ButtonPressed(Origin(Address(chat), Person(Address(chat), "Ann")), "tap", 1, data)
            case {"group": str(text)}:
                return TextReceived(
                    Origin(Address(-1), Person(Address(1), "Ann"), private=False), 1, SENT, text
                )
            case {"other": str(kind)}:
                return Unhandled(kind)
        raise ValueError("text is missing")
