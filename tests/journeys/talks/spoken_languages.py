"""Which languages a text is in, told from its letters: enough for what a service desk says."""

import re

from opencc import OpenCC

NO_WORDS = re.compile(r"HF-\d+|https?://\S+|/\w+|[\d_]+")
HAN = re.compile(r"[\u3400-\u9fff]")
KANA = re.compile(r"[\u3040-\u30ff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
ENGLISH = re.compile(
    r"\b(?:you|your|we|the|is|to|are|have|my|it|can|will|please|thanks?|hello)\b", re.IGNORECASE
)
LEAST_SHARE = 0.3
TO_SIMPLIFIED, TO_TRADITIONAL = OpenCC("t2s"), OpenCC("s2t")


def languages_of(text: str) -> set[str]:
    """Return `zh` with `zh-hans` or `zh-hant`, `en`, `ja`; a text may be in two of them."""
    text = NO_WORDS.sub(" ", text)
    # A Chinese word has about two characters.
    han, latin = len(HAN.findall(text)) / 2, len(LATIN.findall(text))
    found = set()
    if KANA.search(text):
        found.add("ja")
    elif han >= 1 and han / (han + latin) >= LEAST_SHARE:
        found |= {"zh", *_script_of(text)}
    if ENGLISH.search(text) and latin / (han + latin) >= LEAST_SHARE:
        found.add("en")
    return found


def _script_of(text: str) -> set[str]:
    traditional = _differences(text, TO_SIMPLIFIED.convert(text))
    simplified = _differences(text, TO_TRADITIONAL.convert(text))
    if traditional == simplified:
        return set()
    return {"zh-hant"} if traditional > simplified else {"zh-hans"}


def _differences(text: str, other: str) -> int:
    return sum(one != two for one, two in zip(text, other, strict=False))
