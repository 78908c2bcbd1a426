"""Forms of Chinese: OpenCC makes the traditional ones of the simplified texts."""

from enum import StrEnum
from functools import cache

from opencc import OpenCC


class ChineseForm(StrEnum):
    """Simplified characters, or traditional ones as they are written in Taiwan or Hong Kong."""

    SIMPLIFIED = "hans"
    TAIWAN = "tw"
    HONG_KONG = "hk"


# The configurations of OpenCC. That for Taiwan also exchanges words, such as 短信 for 簡訊.
CONVERSIONS = {ChineseForm.TAIWAN: "s2twp", ChineseForm.HONG_KONG: "s2hk"}


def in_form(text: str, form: ChineseForm) -> str:
    """A text of ours in this form; letters, digits and placeholders stay as they are."""
    if form is ChineseForm.SIMPLIFIED or text.isascii():
        return text
    converted: str = _converter(form).convert(text)
    return converted


def simplified(text: str) -> str:
    """A text of anyone in simplified characters, so that both scripts can be compared."""
    if text.isascii():
        return text
    converted: str = _simplifier().convert(text)
    return converted


@cache
def _converter(form: ChineseForm) -> OpenCC:
    return OpenCC(CONVERSIONS[form])


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
