"""Formatted text: what remains of a text when its markup has become entities."""

import re
from dataclasses import dataclass, field

from bot.sandbox.server.payloads import Json
from bot.sandbox.server.utf16 import units

AUTOMATIC = re.compile(
    r"(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w|/))"
    r"|(?P<url>https?://[^\s<>\"，。！？）]+)"
    r"|(?P<email>(?<!\w)[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31})"
)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text and its entities; offsets and lengths are UTF-16 code units."""

    text: str
    entities: list[Json] = field(default_factory=list)


def automatic_entities(text: str) -> list[Json]:
    """Find what Telegram marks by itself: commands, addresses, mentions."""
    if not any(sign in text for sign in "/@"):
        return []
    found: list[Json] = []
    for match in AUTOMATIC.finditer(text):
        kind = str(match.lastgroup)
        offset, length = units(text[: match.start()]), units(match.group())
        found.append({"type": kind, "offset": offset, "length": length})
    return found


def with_automatic(formatted: FormattedText) -> FormattedText:
    """Add what Telegram marks by itself, where nothing is marked yet."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in formatted.entities]
    added = [
        entity
        for entity in automatic_entities(formatted.text)
        if all(
            entity["offset"] >= end or entity["offset"] + entity["length"] <= start for start, end in taken
        )
    ]
    entities = sorted(formatted.entities + added, key=lambda entity: entity["offset"]) if added else None
    return FormattedText(formatted.text, entities) if entities else formatted


def trimmed(formatted: FormattedText) -> FormattedText:
    """Drop white space at both ends, as Telegram does, and move the entities with the text."""
    text = formatted.text.strip()
    if text == formatted.text:
        return formatted
    lead = units(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    room = units(text)
    entities: list[Json] = []
    for entity in formatted.entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, room)
        if end > start:
            entities.append({**entity, "offset": start, "length": end - start})
    return FormattedText(text, entities)
