"""The length of a text as Telegram counts it, and the entities that Telegram marks by itself.

The Bot API gives entity offsets in UTF-16 code units and says "characters" for its limits. The sandbox counts
UTF-16 code units for both. That is the stricter reading: an emoji outside the basic plane counts twice.
"""

import re

from bot.sandbox.server.payloads import Json

MAX_TEXT = 4096
AUTOMATIC = re.compile(
    r"(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w|/))"
    r"|(?P<url>https?://[^\s<>\"，。！？）]+)"
    r"|(?P<email>(?<!\w)[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31})"
)


def units(text: str) -> int:
    """Count the UTF-16 code units of the text."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def automatic_entities(text: str) -> list[Json]:
    """Return the commands, addresses and mentions in a text as `MessageEntity` objects."""
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in (AUTOMATIC.finditer(text) if "/" in text or "@" in text else ())
    ]
