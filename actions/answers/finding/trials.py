"""Trials for the calibration: each question of an entry is asked as if it were not there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from actions.answers.finding.question_rows import NOWHERE
from actions.answers.finding.search_index import Ranking, SearchIndex
from actions.answers.finding.text_encoder import Vectors
from actions.answers.finding.thresholds import HeldOutTrial
from nlu.contract.labels import Language

MOST = 300  # questions of a language; more tell little more and take long


def held_out(index: SearchIndex, language: Language, *, by_vectors: bool) -> Iterator[HeldOutTrial]:
    """Yield a trial for each question whose entry has another one in the language."""
    rows = [row for row, each in enumerate(index.rows.rows) if each.language is language]
    for row in rows[:: max(1, -(-len(rows) // MOST))]:
        asked = index.rows.rows[row]
        vector = index.vector(row) if by_vectors else None
        if by_vectors and vector is None:
            continue
        scores = index.scores(asked.text, vector)
        siblings = index.rows.places == asked.place
        hidden = siblings & np.array([each.normal == asked.normal for each in index.rows.rows])
        if not any(siblings[other] and not hidden[other] for other in rows):
            continue
        found = _ranked(index, np.where(hidden, NOWHERE, scores))
        right = bool(found.candidates) and found.candidates[0].entry is index.rows.entries[asked.place]
        yield HeldOutTrial(found.score, found.margin, right)


def unanswerable(
    index: SearchIndex, texts: Sequence[str], vectors: Mapping[str, Vectors]
) -> Iterable[HeldOutTrial]:
    """Yield a trial for each text that is no question to a business; by words where it has no vector."""
    for text in texts:
        found = _ranked(index, index.scores(text, vectors.get(text)))
        yield HeldOutTrial(found.score, found.margin, None)


def _ranked(index: SearchIndex, scores: np.ndarray) -> Ranking:
    return index.ranked(scores, np.ones(len(index.rows.entries), np.bool_), shown=1)
