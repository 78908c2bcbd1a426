"""Invisible characters in customers' texts. They can hide text or reverse it on the screen."""

import re
import unicodedata

from actions.turn.plain_name import BLANK_LETTERS

# Overrides, embeddings and isolates: they reverse text up to the end of the line.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The joiner that makes one emoji of several; elsewhere it is only invisible.
JOINER = "\u200d"
NO_FOLDERS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))  # as no system allows them
PICTURE = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


def in_table(text: str) -> str:
    """Return the text in one line without invisible characters, for names and previews."""
    flat = " ".join(text.split())
    return "".join(char for place, char in enumerate(flat) if _is_visible(flat, place, char))


def file_name(text: str) -> str:
    """Return the name of a file as it is safe to show and to save: nothing invisible, and no folders."""
    return in_table(text).translate(NO_FOLDERS).lstrip(".").strip()


def in_transcript(text: str) -> str:
    """Return the whole text; characters that reverse it are replaced by their names."""
    return TURNING.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def _is_visible(text: str, place: int, char: str) -> bool:
    if char == JOINER:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        return bool(PICTURE.match(before) and PICTURE.match(after))
    if char in BLANK_LETTERS:
        return False
    # Cf: format characters, such as zero-width ones; Cc: controls; Cs: lone surrogates.
    return unicodedata.category(char) not in {"Cf", "Cc", "Cs"}
