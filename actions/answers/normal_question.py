"""What a question is compared by: the same words written in another way are the same question."""

import re
import unicodedata

from actions.turn.chinese_form import simplified

APOSTROPHES = re.compile("['’ʼ`´]")
# Punctuation, blanks, control characters, pictures and their variants; signs that tell things apart stay.
DROPPED = ("P", "Z", "C", "So", "Sk", "Me")
KEPT = frozenset("%#&+$€£¥")
VARIANTS = re.compile("[\ufe00-\ufe0f]")
# Chinese is written without blanks, so those between its characters mean nothing.
BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff]) | (?=[\u3400-\u9fff\uf900-\ufaff])")


def normalised(question: str) -> str:
    """A question without what does not tell it from others: width, case, blanks, punctuation and script.

    Traditional characters become simplified ones. The result is empty if nothing is left.
    """
    plain = unicodedata.normalize("NFKC", VARIANTS.sub("", question)).casefold()
    words = "".join(" " if _is_dropped(character) else character for character in APOSTROPHES.sub("", plain))
    return BESIDE_CHINESE.sub("", simplified(" ".join(words.split())))


def _is_dropped(character: str) -> bool:
    return character not in KEPT and unicodedata.category(character).startswith(DROPPED)
