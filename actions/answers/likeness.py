"""How alike two questions are, by the pairs of characters that they share."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from math import ceil
from typing import TypeVar

from actions.answers.normal_question import normalised

Name = TypeVar("Name", bound=Hashable)
Pairs = frozenset[str]


def pairs_of(question: str) -> Pairs:
    """Return the pairs of neighbouring characters of a question; the whole of one that is shorter."""
    plain = normalised(question)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain})


def likeness(one: Pairs, other: Pairs) -> float:
    """Return the share of pairs that both have, from 0 to 1 (Jaccard's coefficient)."""
    return len(one & other) / len(one | other)


def alike(questions: Mapping[Name, Pairs], least: float) -> Iterator[tuple[Name, Name]]:
    """Yield the questions that are at least this alike, each two once.

    Two sets of which at least this share is common have one of their rarest members in common (prefix
    filtering: Chaudhuri, Ganti, Kaushik 2006), so that few are compared.
    """
    counts = Counter(pair for pairs in questions.values() for pair in pairs)
    seen: defaultdict[str, list[Name]] = defaultdict(list)
    for name, pairs in questions.items():
        rarest = sorted(pairs, key=lambda pair: (counts[pair], pair))
        prefix = rarest[: len(rarest) - ceil(least * len(rarest)) + 1]
        for other in dict.fromkeys(other for pair in prefix for other in seen[pair]):
            if likeness(pairs, questions[other]) >= least:
                yield other, name
        for pair in prefix:
            seen[pair].append(name)


def groups(questions: Iterable[tuple[Name, str]], least: float) -> list[list[Name]]:
    """Return questions in groups, largest first: each joins the first group whose first one it is like."""
    found: list[tuple[Pairs, list[Name]]] = []
    for name, question in questions:
        pairs = pairs_of(question)
        for first, members in found:
            if likeness(first, pairs) >= least:
                members.append(name)
                break
        else:
            found.append((pairs, [name]))
    return sorted((members for _, members in found), key=lambda members: -len(members))
