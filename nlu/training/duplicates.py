"""Which messages say the same in almost the same letters. Standard library only."""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

NEAR = 0.8
"""Two texts with this share of common runs of three characters (Jaccard) are near-duplicates."""


def folded(text: str) -> str:
    """Return the text without case, width, blanks and marks; a text of marks only keeps its marks."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return "".join(one for one in plain if unicodedata.category(one)[0] not in "PZC") or plain


def likeness(one: str, other: str) -> float:
    """Return the share of common runs of three characters of two folded texts, 0–1."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / len(first | second)


def near_duplicates(texts: Sequence[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each text that nearly repeats a known one, with that one.

    Two sets that are as alike as `NEAR` share at least one of their few rarest runs, so only those are looked
    up (prefix filtering: Chaudhuri et al. 2006).
    """
    runs = [_runs(folded(one)) for one in texts]
    common = Counter(run for one in runs for run in one)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(runs):
        for run in _rarest(one, common):
            places[run].append(place)
    for text in known:
        other = _runs(folded(text))
        for place in {place for run in other & places.keys() for place in places[run]}:
            if len(runs[place] & other) >= NEAR * len(runs[place] | other):
                yield texts[place], text


def _runs(text: str) -> frozenset[str]:
    edged = f" {text} "
    return frozenset(edged[start : start + 3] for start in range(max(1, len(edged) - 2)))


def _rarest(runs: frozenset[str], common: Mapping[str, int]) -> list[str]:
    ordered = sorted(runs, key=lambda run: (common[run], run))
    return ordered[: len(runs) - math.ceil(NEAR * len(runs)) + 1]
