"""What finding knows of the entries of one publish: their questions, and the thresholds for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions.answers.entry import Entry
from actions.answers.finding.reference import REFERENCE
from actions.answers.finding.search_index import KnownVectors, SearchIndex
from actions.answers.finding.text_encoder import Vectors
from actions.answers.finding.thresholds import HeldOutTrial, Thresholds, calibrate
from actions.answers.finding.trials import held_out, unanswerable
from nlu.contract.labels import Language

Calibrated = Mapping[tuple[Language, bool], Thresholds]
"""Thresholds by language, and by whether vectors were used."""
Nulls = Mapping[Language, Sequence[str]]
"""Texts that no business answers."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The questions of the entries, and the thresholds that hold for them."""

    index: SearchIndex
    thresholds: Calibrated = field(default_factory=lambda: REFERENCE)

    def with_vectors(self, vectors: KnownVectors) -> "Edition":
        """Return the same questions with these vectors; the thresholds stay."""
        return replace(self, index=self.index.with_vectors(vectors))


def edition_by_words(entries: Sequence[Entry], known: KnownVectors, nulls: Nulls) -> Edition:
    """Return the edition of these entries, calibrated for finding by words."""
    index = SearchIndex(entries, known)
    trials = {
        each: [*held_out(index, each, by_vectors=False), *unanswerable(index, nulls.get(each, ()), {})]
        for each in Language
    }
    return Edition(index, {**REFERENCE, **_calibrated(trials.items(), by_vectors=False)})


def edition_by_vectors(
    edition: Edition, null_vectors: Mapping[Language, Mapping[str, Vectors]], nulls: Nulls
) -> Edition:
    """Return an edition that has vectors calibrated for them too."""
    index = edition.index
    trials = {
        each: [
            *held_out(index, each, by_vectors=True),
            *unanswerable(index, nulls.get(each, ()), null_vectors.get(each, {})),
        ]
        for each in Language
    }
    return replace(edition, thresholds={**edition.thresholds, **_calibrated(trials.items(), by_vectors=True)})


def _calibrated(trials: Iterable[tuple[Language, Sequence[HeldOutTrial]]], *, by_vectors: bool) -> Calibrated:
    return {
        (language, by_vectors): calibrate(tried, REFERENCE[language, by_vectors])
        for language, tried in trials
    }
