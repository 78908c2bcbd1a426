"""All questions of the entries, scored against one question by vectors and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actions.answers.entry import Entry
from actions.answers.finding.candidates import Candidate
from actions.answers.finding.question_rows import NOWHERE, QuestionRows, Scores
from actions.answers.finding.text_encoder import Vectors
from actions.answers.finding.words import WordIndex
from nlu.contract.labels import Language

WORD_SHARE = 0.1
SHOWN = 3

KnownVectors = Mapping[tuple[Language, str], Vectors]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best entries, and by how much the first one leads the next with another question: 0 to 1."""

    candidates: tuple[Candidate, ...]
    margin: float

    @property
    def score(self) -> float:
        """The score of the best entry; 0 if there is none."""
        return self.candidates[0].score if self.candidates else 0.0


class SearchIndex:
    """Questions with their terms, and with vectors as far as these are known.

    `texts` is an index of the same entries, whose rows and terms are used again.
    """

    def __init__(
        self, entries: Sequence[Entry], vectors: KnownVectors, texts: "SearchIndex | None" = None
    ) -> None:
        self.rows: QuestionRows = QuestionRows(entries) if texts is None else texts.rows
        self.words: WordIndex = (
            WordIndex([row.text for row in self.rows.rows]) if texts is None else texts.words
        )
        self.has_vectors = bool(vectors)
        found = [vectors.get((row.language, row.text)) for row in self.rows.rows]
        self._known = np.array([each is not None for each in found], np.bool_)
        width = next((len(each) for each in found if each is not None), 0)
        self._vectors = np.zeros((len(found), width), np.float32)
        for row, vector in enumerate(found):
            if vector is not None:
                self._vectors[row] = vector

    def with_vectors(self, vectors: KnownVectors) -> "SearchIndex":
        """Return the same questions with these vectors in place of those before."""
        return SearchIndex(self.rows.entries, vectors, self)

    def vector(self, row: int) -> Vectors | None:
        """Return the vector of a row, if it is known."""
        return np.asarray(self._vectors[row]) if self._known[row] else None

    def scores(self, question: str, vector: Vectors | None) -> Scores:
        """Return how near each row is: by vectors and words, or by words where there is no vector."""
        words = self.words.scores(question)
        if vector is None or not self._vectors.size:
            return words
        # In one thread: a product by BLAS waits for its other threads while the cores have other work.
        alike = np.einsum("ij,j->i", self._vectors, vector)
        both = (alike + WORD_SHARE * words) / (1 + WORD_SHARE)
        return np.where(self._known, both, words).astype(np.float32)

    def ranked(self, scores: Scores, allowed: NDArray[np.bool_], shown: int = SHOWN) -> Ranking:
        """Return the best of the entries that are allowed."""
        best = np.where(allowed, self.rows.best_of_entries(scores), NOWHERE)
        first = np.argsort(-best, kind="stable")[: shown + 1]
        places = [int(place) for place in first if best[place] > NOWHERE]
        if not places:
            return Ranking((), 0.0)
        rows = [self.rows.best_row(scores, place) for place in places]
        leader = self.rows.rows[rows[0]].normal
        others = [scores[row] for row in rows[1:] if self.rows.rows[row].normal != leader]
        margin = float(scores[rows[0]] - others[0]) if others else float(scores[rows[0]])
        return Ranking(tuple(self._candidate(row, scores) for row in rows[:shown]), margin)

    def _candidate(self, row: int, scores: Scores) -> Candidate:
        found = self.rows.rows[row]
        score = min(1.0, max(0.0, float(scores[row])))
        return Candidate(self.rows.entries[found.place], score, found.language, found.text)
