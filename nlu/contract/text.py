"""Cleaning a customer's text at the edge, before anything stores or reads it."""

import re
import unicodedata

MAX_CHARACTERS = 1_000
"""What the classifier reads of a message; the rest is kept but not classified."""

_BLANK = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n[ \n]*")
_KEPT_FORMAT = "\u200d\ufe0f"  # joins and colours emoji: without them a family emoji becomes three people


def clean(text: str) -> str:
    """Return the text without NULs, lone surrogates, control and invisible characters; tidy white space.

    Halves of a surrogate pair that belong together are joined. What is left can be stored in any database.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    visible = "".join(_visible(character) for character in whole)
    return _BLANK_LINES.sub("\n", _BLANK.sub(" ", visible)).strip()


def classifiable(text: str, limit: int = MAX_CHARACTERS) -> str:
    """Return the clean beginning of the text: no slash command, at most `limit` characters.

    Rasa takes a message that begins with `/` for an intent typed by a developer and never asks the model.
    """
    # A few times the limit is enough raw text to clean, and 100,000 characters cost no more than 10,000.
    return clean(text[: limit * 8]).lstrip("/／ \n")[:limit].rstrip()


def _visible(character: str) -> str:
    if character in "\n\t\r\x0b\x0c\x85\u2028\u2029":
        return " " if character == "\t" else "\n"
    if character in _KEPT_FORMAT:
        return character
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs"} else character
