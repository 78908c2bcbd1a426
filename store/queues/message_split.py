"""Cutting a long text into parts that a chat accepts, at the end of a sentence where that is possible."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 4096
"""The longest text of one message, in UTF-16 units as Telegram counts: most emoji are two."""
LONGEST_CAPTION = 1024
"""The longest text with a file, in the same units."""

# Best first: after a blank line, a line, a sentence, a clause, a word.
ENDS = tuple(
    re.compile(pattern)
    for pattern in (r"\n\s*\n", r"\n", r"[。！？!?…]+[”’」』）)\"']*|\.(?=\s)", r"[，、；：,;:]", r"\s")
)
JOINER = "\u200d"
TONES = range(0x1F3FB, 0x1F400)
TAGS = range(0xE0020, 0xE0080)
FLAGS = range(0x1F1E6, 0x1F200)


def split(text: str, longest: int = LONGEST) -> list[str]:
    """The text in parts of at most `longest` units; only white space around the cuts is left out."""
    parts = (part.strip() for part in _cut(text, longest))
    return [part for part in parts if part]


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, longest: int) -> Iterator[str]:
    while units(text) > longest:
        end = _end(text[: _reach(text, longest)])
        yield text[:end]
        text = text[end:]
    yield text


def _reach(text: str, longest: int) -> int:
    """How many characters fit, without tearing apart what is drawn as one."""
    room, end = longest, 0
    while room >= (width := units(text[end])):
        room -= width
        end += 1
    whole = end
    while whole and _belongs(text, whole):
        whole -= 1
    return whole or end


def _end(room: str) -> int:
    """Where to cut: at the best kind of end that leaves no more than half of the room empty."""
    for end in ENDS:
        cuts = [match.end() for match in end.finditer(room)]
        if cuts and cuts[-1] * 2 >= len(room):
            return cuts[-1]
    return len(room)


def _belongs(text: str, at: int) -> bool:
    """Whether the character here is drawn as one with that before it."""
    here, before = text[at], text[at - 1]
    if ord(here) in FLAGS and ord(before) in FLAGS:
        return _flags_before(text, at) % 2 == 1
    marks = unicodedata.category(here) in {"Mn", "Me", "Mc"} or ord(here) in TONES or ord(here) in TAGS
    return marks or JOINER in (here, before)


def _flags_before(text: str, at: int) -> int:
    count = 0
    while at > count and ord(text[at - count - 1]) in FLAGS:
        count += 1
    return count
