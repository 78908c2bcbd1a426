"""What a customer typed, without what makes no difference to its meaning."""

import re
from functools import cache
from unicodedata import normalize

from opencc import OpenCC

LONGEST = 60  # characters; a longer text tells something
BLANK = " \t\n\r\f\v\u2028\u2029"
# What may stand before and behind an answer without changing it.
BEFORE = BLANK + "\"'“”‘’「」（("
BEHIND = BLANK + "\"'“”‘’「」）)。.!！~～,，"
# Emoji that are digits: the marks that make a keycap of a digit are left out.
KEYCAPS = str.maketrans({"\ufe0f": None, "\u20e3": None, "\U0001f51f": "10", "’": "'"})
# Telegram puts skin tones behind emoji, and customers put faces behind numbers.
FACES = re.compile(r"[\U0001f3fb-\U0001f3ff\U0001f600-\U0001f64f\U0001f970-\U0001f97a]+$")


def plain(text: str) -> str:
    """The text without case, width, frame and the differences between the two scripts."""
    folded = normalize("NFKC", text.translate(KEYCAPS)).lower()
    if not folded.isascii():
        folded = _to_simplified().convert(folded)
    return FACES.sub("", folded.lstrip(BEFORE).rstrip(BEHIND)).rstrip(BEHIND)


@cache
def _to_simplified() -> OpenCC:
    """The converter, made once: its tables are shared by all texts."""
    return OpenCC("t2s")
