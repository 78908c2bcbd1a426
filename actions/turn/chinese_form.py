"""The form of Chinese that a customer reads: OpenCC makes the traditional ones of the simplified texts."""

from enum import StrEnum
from functools import cache

from opencc import OpenCC

from actions.turn.text_language import HANS, HANT, YUE_HANS, YUE_HANT


class ChineseForm(StrEnum):
    """Simplified characters, or traditional ones as they are written in Taiwan or Hong Kong."""

    SIMPLIFIED = "hans"
    TAIWAN = "tw"
    HONG_KONG = "hk"


# The configurations of OpenCC. That for Taiwan also exchanges words, such as 短信 for 簡訊.
CONVERSIONS = {ChineseForm.TAIWAN: "s2twp", ChineseForm.HONG_KONG: "s2hk"}
OF_APPS = {
    "zh-tw": ChineseForm.TAIWAN,
    "zh-hant-tw": ChineseForm.TAIWAN,
    "zh-hant": ChineseForm.TAIWAN,
    "zh-hk": ChineseForm.HONG_KONG,
    "zh-hant-hk": ChineseForm.HONG_KONG,
    "zh-mo": ChineseForm.HONG_KONG,
    "zh-hant-mo": ChineseForm.HONG_KONG,
    "yue": ChineseForm.HONG_KONG,
}


def form_for(tag: str | None, app: str | None) -> ChineseForm:
    """The form for a customer who writes so, by the tag of their words, and whose app has this code."""
    of_app = OF_APPS.get((app or "").lower(), ChineseForm.SIMPLIFIED)
    if tag in (HANS, YUE_HANS):
        return ChineseForm.SIMPLIFIED
    if tag == YUE_HANT:
        return ChineseForm.HONG_KONG
    is_plain = of_app is ChineseForm.SIMPLIFIED
    return ChineseForm.TAIWAN if tag == HANT and is_plain else of_app


def in_form(text: str, form: ChineseForm) -> str:
    """A text of ours in this form; letters, digits and placeholders stay as they are."""
    if form is ChineseForm.SIMPLIFIED or text.isascii():
        return text
    converted: str = _converter(form).convert(text)
    return converted


@cache
def _converter(form: ChineseForm) -> OpenCC:
    return OpenCC(CONVERSIONS[form])
