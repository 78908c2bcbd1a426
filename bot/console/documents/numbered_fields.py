"""Fields of a form that repeat: each has a number in its name."""

from collections.abc import Iterable

MOST_DIGITS = 6


def numbers_in(names: Iterable[str], start: str, end: str = "") -> list[int]:
    """Return the numbers that stand between `start` and `end` in names, in their order."""
    found = (
        name[len(start) : len(name) - len(end)]
        for name in names
        if name.startswith(start) and name.endswith(end)
    )
    return sorted(int(part) for part in found if _is_number(part))


def _is_number(part: str) -> bool:
    """Return whether a part is a number as the page writes it, such as 7 and not 07."""
    is_digits = part.isascii() and part.isdecimal() and len(part) <= MOST_DIGITS
    return is_digits and str(int(part)) == part
