"""Names of staff, in the one form in which they are kept and compared."""

import unicodedata

from actions.staff.failures import UnfitName

LONGEST = 40


def plain_name(text: str) -> str:
    """The name in one form of each character, without controls, invisible marks, outer and double space."""
    composed = unicodedata.normalize("NFKC", text)
    visible = "".join(" " if char.isspace() else char for char in composed)
    kept = "".join(char for char in visible if unicodedata.category(char)[0] != "C")
    return " ".join(kept.split())


def fit_name(text: str) -> str:
    """The name for a new member of staff.

    Raises:
        UnfitName: it is empty, too long, or would look like another one.
    """
    name = plain_name(text)
    if not name or len(name) > LONGEST or name != text.strip():
        raise UnfitName(f"expected a name of 1 to {LONGEST} visible characters")
    return name
