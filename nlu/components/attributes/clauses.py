"""The clauses of a message: praise and complaint in one message rarely share one."""

import re

_CUT = re.compile(
    r"(?<=[，,。.;；!！?？\n…~～—])"
    r"|(?<=\s)(?=(?:but|though|although|however|yet|except|shame|pity|just that|only the|unfortunately"
    r"|while|until|whereas)\b)"
    r"|(?=但是|可是|可惜|不过|只是|就是|然而|唯独|除了|美中不足|虽然|好在|幸好)|(?<!不)(?=[但却])",
    re.IGNORECASE,
)
_SHORTEST = 2


def clauses(text: str) -> list[str]:
    """Return the clauses in order, with their blanks and marks; joined they are the text."""
    found: list[str] = []
    for piece in _CUT.split(text):
        if found and sum(map(str.isalnum, found[-1])) < _SHORTEST:
            found[-1] += piece
        else:
            found.append(piece)
    if len(found) > 1 and sum(map(str.isalnum, found[-1])) < _SHORTEST:
        last = found.pop()
        found[-1] += last
    return found
