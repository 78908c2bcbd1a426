"""Length as Telegram counts it.

The Bot API gives entity offsets in UTF-16 code units and says "characters" for its limits. The sandbox counts
UTF-16 code units for both: that is the stricter reading (an emoji outside the basic plane counts twice), so
what passes here passes there.
"""


def units(text: str) -> int:
    """Count the UTF-16 code units of the text."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)
