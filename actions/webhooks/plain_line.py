"""Texts that no robot takes for markup: no mention, link, heading or colour can be written in a name."""

import re
import unicodedata

# Each sign that one of the robots reads, and the wide form that people read as the same.
SIGNS = "<>&*_~`[]()#|\\@!$"
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in SIGNS})
# Robots make a link of a bare host too.
DOT = re.compile(r"(?<=\w)\.(?=\w)")
HIDDEN = {"Cf", "Cc", "Cs", "Co", "Cn"}


def plain_line(text: str, longest: int) -> str:
    """Return the text in one line, without markup, addresses that can be pressed, or invisible characters."""
    flat = " ".join(text.split())
    visible = "".join(sign for sign in flat if unicodedata.category(sign) not in HIDDEN)
    short = visible if len(visible) <= longest else f"{visible[: longest - 1]}…"
    return DOT.sub("．", short).translate(_WIDE).replace("://", "：//")
