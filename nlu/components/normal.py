"""The normal form of a text, from which its features are counted: many spellings, one form."""

import re
import unicodedata
from functools import lru_cache

import emoji
import opencc

from nlu.components.cantonese import standard
from nlu.components.script import han_share

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+")
_HANDLE = re.compile(r"(?<![\w])@\w+")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_REPEATED = re.compile(r"(.)\1{2,}", re.DOTALL)
_APOSTROPHE = re.compile("[‘’`´]")
_BLANK = re.compile(r"\s+")


def normal_form(text: str) -> str:
    """Lower case, half width, simplified; emoji as words; numbers, addresses and long repeats reduced."""
    plain = unicodedata.normalize("NFKC", _APOSTROPHE.sub("'", text)).lower()
    plain = _HANDLE.sub(" ", _ADDRESS.sub(" url ", plain))
    plain = _simplifier().convert(standard(_emoji_as_words(plain)))
    plain = _NUMBER.sub("0", _REPEATED.sub(r"\1\1", plain))
    return _BLANK.sub(" ", plain).strip()


def _emoji_as_words(text: str) -> str:
    if text.isascii():
        return text
    language = "zh" if han_share(text) >= 0.5 else "en"
    named: str = emoji.demojize(text, delimiters=(" ", " "), language=language)
    return named.replace("_", " ") if named != text else text


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
