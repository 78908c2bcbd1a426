"""Which corrections may teach the model: those that do not rest on one reader alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.contract.labels import Intent

AGREEING = 2


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text without what points at a person, and what was said of it.

    `model` is what the model had recognised. `votes` are pairs of the member of staff and the customer, with
    the intent: a second reader counts, and so does the same text of another customer.
    """

    text: str
    intent: Intent
    model: Intent | None
    votes: frozenset[tuple[int, int, Intent]]


def teaches(labelled: Sequence[LabelledText], agreeing: int = AGREEING) -> Sequence[bool]:
    """Return for each label whether it teaches.

    It has more votes than any other label of the same text, and at least `agreeing` of them, unless it only
    confirms what the model had recognised.
    """
    votes: defaultdict[str, set[tuple[int, int, Intent]]] = defaultdict(set)
    for one in labelled:
        votes[_same(one.text)] |= one.votes
    return [_wins(one, votes[_same(one.text)], agreeing) for one in labelled]


def _wins(one: LabelledText, votes: set[tuple[int, int, Intent]], agreeing: int) -> bool:
    counts = {intent: sum(voted is intent for _, _, voted in votes) for intent in Intent}
    own, others = counts.pop(one.intent), max(counts.values())
    if one.model is one.intent and not others:
        return True
    return own > others and (own >= agreeing or one.model is one.intent)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
