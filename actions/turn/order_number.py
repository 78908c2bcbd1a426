"""Finding an order or booking number in what a customer wrote."""

import re

from wcwidth import width

KEYWORD = (
    r"(?:订单编号|订单号|订单|預訂|预订号|预订|預訂號|訂單編號|訂單號|訂單|单号|單號|运单号|房号|"
    r"order|booking|reservation|reference|ref|ticket|tracking|confirmation)"
)
NAMED = re.compile(
    KEYWORD + r"(?:\s*(?:number|no\.?|code|id|号码|號碼|编号))?(?:\s*(?:is|是|为|為))?\s*[:：]?\s*#?"
    r"([A-Z0-9][A-Z0-9-]{3,30})",
    re.IGNORECASE,
)
MARKED = re.compile(r"#([A-Z0-9][A-Z0-9-]{3,30})", re.IGNORECASE)
# Letters and digits mixed, as booking systems write them; a bare number could be a phone or a price.
MIXED = re.compile(r"(?<![A-Z0-9-])(?=[A-Z0-9-]*[A-Z])(?=(?:[A-Z0-9-]*\d){4})([A-Z0-9-]{6,30})(?![A-Z0-9])")
BARE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z0-9-]{4,30})(?![A-Za-z0-9])")
LONGEST_ANSWER = 60
# What may stand beside a number that answers the question for it, in columns of text (Chinese takes two).
BESIDE = 14


def find_order_number(text: str) -> str | None:
    """The order or booking number that a message names on its own account."""
    for pattern in (NAMED, MARKED, MIXED):
        for match in pattern.finditer(text):
            if _plausible(match[1], least_digits=3):
                return match[1].strip("-")
    return None


def read_order_number(answer: str) -> str | None:
    """The number in an answer to the question for it; a bare one only where it is nearly all of it."""
    found = find_order_number(answer)
    if found is not None or len(answer) > LONGEST_ANSWER:
        return found
    candidates = [match[1] for match in BARE.finditer(answer) if _plausible(match[1], least_digits=3)]
    if len(candidates) != 1 or says_more(answer, candidates[0]):
        return None
    return candidates[0].strip("-")


def says_more(text: str, order_number: str) -> bool:
    """Whether a message says more than its order number."""
    beside = NAMED.sub("", text, count=1).replace(order_number, "")
    return width(beside.strip()) > BESIDE


def _plausible(candidate: str, least_digits: int) -> bool:
    return sum(character.isdigit() for character in candidate) >= least_digits
