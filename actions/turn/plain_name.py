"""Names as they are compared and shown: what cannot be seen makes no difference."""

import unicodedata

# Letters and symbols that are drawn as nothing: fillers of Hangul, vowels of Khmer, blank Braille.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u17b4\u17b5\u2800\u034f")
UNSEEN = frozenset({"Cf", "Cc", "Cs"})


def plain_name(name: str) -> str:
    """Return a name of the business's own, such as of an outlet: NFKC, trimmed, without unseen marks.

    Two names that look the same are the same then: "Ｎorth", "North " and "No\\u200brth".
    """
    return " ".join(_seen(unicodedata.normalize("NFKC", name)).split())


def is_seen(name: str) -> bool:
    """Return whether anything of a name can be seen."""
    return any(not char.isspace() for char in _seen(name) if unicodedata.category(char) != "Mn")


def _seen(text: str) -> str:
    # White space is of the category Cc in part, and separates words.
    return "".join(
        char
        for char in text
        if char.isspace() or (char not in BLANK_LETTERS and unicodedata.category(char) not in UNSEEN)
    )
