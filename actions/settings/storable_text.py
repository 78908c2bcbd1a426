"""Which texts can be stored and sent."""

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

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


def _stored(text: str) -> str:
    if not is_storable(text):
        raise PydanticCustomError("text_unstorable", "expected a text without NUL or lone surrogates")
    return text


STORABLE = AfterValidator(_stored)
