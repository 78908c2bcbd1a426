"""Which items a customer is asked, and in which order options are shown: by the number of the invitation.

Nothing is drawn and nothing is stored: the same number always gives the same, so that exports can tell it.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Thing = TypeVar("Thing")


def turned(things: Sequence[Thing], number: int, name: str) -> tuple[Thing, ...]:
    """Return the things from another one on for each invitation, in a circle; `name` keeps questions apart.

    Numbers that follow each other begin at things that follow each other, so each is first equally often.
    """
    if not things:
        return ()
    begin = (number + int.from_bytes(sha256(name.encode()).digest()[:4])) % len(things)
    return (*things[begin:], *things[:begin])


def is_one_in(number: int, many: int) -> bool:
    """Return whether an invitation is the one of so many that is asked more."""
    return number % many == 0
