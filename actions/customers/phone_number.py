"""Phone numbers in one form, E.164 (ITU-T), so that two spellings of a number are equal."""

import re

SEPARATORS = re.compile(r"[\s().\-\u2010-\u2015/]")
E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
INTERNATIONAL_PREFIX = "00"


def read_phone(written: str) -> str:
    """Return a number with its country code as E.164, such as `+8613812345678`.

    Raises:
        ValueError: the text is no phone number, or has no country code.
    """
    digits = SEPARATORS.sub("", written)
    if digits.startswith(INTERNATIONAL_PREFIX):
        digits = f"+{digits.removeprefix(INTERNATIONAL_PREFIX)}"
    if not E164.fullmatch(digits):
        raise ValueError("expected a phone number with its country code, such as +8613812345678")
    return digits


def read_shared_phone(written: str) -> str | None:
    """Return the number of a shared contact as E.164; Telegram may leave out the plus. None if it is none."""
    try:
        return read_phone(f"+{written.strip().removeprefix('+')}")
    except ValueError:
        return None
