"""Invisible characters in what customers write. They can hide text or turn it around on the screen."""

import re
import unicodedata

# Overrides, embeddings and isolates: they turn text around up to the end of the line.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The joiner that makes one emoji of several; anywhere else it only hides.
JOINER = "\u200d"
PICTURE = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


def in_table(text: str) -> str:
    """The text in one line without anything invisible, for names and previews beside others."""
    flat = " ".join(text.split())
    return "".join(char for place, char in enumerate(flat) if _is_visible(flat, place, char))


def in_transcript(text: str) -> str:
    """The whole text, with characters that turn it around named instead of obeyed."""
    return TURNING.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def _is_visible(text: str, place: int, char: str) -> bool:
    if char == JOINER:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        return bool(PICTURE.match(before) and PICTURE.match(after))
    # Cf: format characters, such as zero-width ones; Cc: controls; Cs: lone surrogates.
    return unicodedata.category(char) not in {"Cf", "Cc", "Cs"}
