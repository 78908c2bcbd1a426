"""Making an update fit for every database before it is stored: the only change that is made to it."""

import math
from typing import Any

from bot.telegram.send_errors import Undecodable

DEEPEST = 64


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
