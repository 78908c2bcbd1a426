"""Which texts can be stored and sent."""

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

# Format characters that are part of emoji and of some scripts.
JOINERS = "\u200c\u200d\ufe0f\u3000\u00a0"
LONGEST_TEXT = 3500  # characters; with what is added to it, one message


def is_storable(text: str) -> bool:
    """Return whether a text has neither NUL, which PostgreSQL refuses, nor lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def flaw_of(text: str) -> str | None:
    """Return why a text cannot be stored or sent, such as `is longer than …`; None where it can."""
    if len(text) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT} characters"
    return None if is_storable(text) else "has NUL or a lone surrogate"


def plain_words(text: str) -> str:
    """Return the text with plain line ends and without space around it.

    Raises:
        ValueError: nothing is left, or it has control characters.
    """
    kept = text.replace("\r\n", "\n").strip()
    if not kept or not all(char.isprintable() or char in "\n\t" or char in JOINERS for char in kept):
        raise ValueError("expected words")
    return kept


def on_one_line(text: str) -> str:
    """Return words with single spaces between them.

    Raises:
        ValueError: nothing is left, or it has control characters.
    """
    return " ".join(plain_words(text).split())


def _stored(text: str) -> str:
    if not is_storable(text):
        raise PydanticCustomError("text_unstorable", "expected a text without NUL or lone surrogates")
    return text


STORABLE = AfterValidator(_stored)
