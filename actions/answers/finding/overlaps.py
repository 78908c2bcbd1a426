"""Entries that may answer the same question: found while one is written, and over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from actions.answers.entry import Entry
from actions.answers.finding.search_index import KnownVectors, SearchIndex
from actions.answers.normal_question import normalised
from nlu.contract.labels import Language

NEAR = 0.75  # a score above which two questions are likely to be the same one


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two questions of different entries. A conflict is one question with two answers at one outlet."""

    question: str
    language: Language
    other: Entry
    other_question: str
    score: float
    is_conflict: bool


def overlaps_of(
    draft: Entry, others: Sequence[Entry], vectors: KnownVectors, near: float = NEAR
) -> list[Overlap]:
    """Return the entries that a draft overlaps, the nearest first; each once.

    `vectors` are those that are known; without them words alone decide. Entries of another outlet, and an
    earlier version of the draft, are left out: they cannot be found for one customer, or are replaced.
    """
    rivals = [each for each in others if each.id != draft.id and _meet(draft, each)]
    if not rivals:
        return []
    index = SearchIndex(rivals, vectors)
    nearest: dict[int, Overlap] = {}
    for language, question in draft.questions():
        for overlap in _near(index, draft, language, question, vectors, near):
            known = nearest.get(overlap.other.id)
            if known is None or overlap.score > known.score:
                nearest[overlap.other.id] = overlap
    return sorted(nearest.values(), key=lambda each: (not each.is_conflict, -each.score))


def all_overlaps(
    entries: Sequence[Entry], vectors: KnownVectors, near: float = NEAR
) -> Iterator[tuple[Entry, Overlap]]:
    """Yield each pair of entries that overlap once, with the first of them."""
    for number, entry in enumerate(entries):
        for overlap in overlaps_of(entry, entries[number + 1 :], vectors, near):
            yield entry, overlap


def _near(
    index: SearchIndex,
    draft: Entry,
    language: Language,
    question: str,
    vectors: KnownVectors,
    near: float,
) -> Iterator[Overlap]:
    scores = index.scores(question, vectors.get((language, question)))
    normal = normalised(question)
    for row in np.flatnonzero(scores >= near):
        found = index.rows.rows[row]
        other = index.rows.entries[found.place]
        is_conflict = found.normal == normal and found.language is language and other.outlet == draft.outlet
        score = min(1.0, float(scores[row]))
        yield Overlap(question, language, other, found.text, score, is_conflict)


def _meet(one: Entry, other: Entry) -> bool:
    """Whether a customer may meet both: their outlets and their dates do not exclude each other."""
    if None not in (one.outlet, other.outlet) and one.outlet != other.outlet:
        return False
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: Entry, other: Entry) -> bool:
    return one.ends is not None and other.starts is not None and one.ends < other.starts
