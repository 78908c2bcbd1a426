"""TF-IDF as scikit-learn counts it, for one short text at a time.

scikit-learn's own transform spends 2 ms on checks for a text of ten words, and importing it costs the server
60 MB; the test of this module holds both to the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class Tfidf:
    """Knows the column and the weight of each n-gram."""

    columns: dict[str, int]
    weights: np.ndarray

    @classmethod
    def fitted(cls, texts: Iterable[Sequence[str]], least: int) -> Tfidf:
        """From the n-grams of the training texts; those in fewer than `least` texts are left out."""
        found: Counter[str] = Counter()
        total = 0
        for grams in texts:
            found.update(set(grams))
            total += 1
        kept = sorted(gram for gram, texts_with_it in found.items() if texts_with_it >= least)
        counts = np.array([found[gram] for gram in kept], dtype=np.float64)
        weights = np.log((1 + total) / (1 + counts)) + 1
        return cls.of(kept, weights.astype(np.float32))

    @classmethod
    def of(cls, grams: Sequence[str], weights: np.ndarray) -> Tfidf:
        """From the n-grams in the order of their columns."""
        return cls({gram: column for column, gram in enumerate(grams)}, weights)

    def rows(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """(texts × n-grams): sublinear frequency times weight, each row of length 1."""
        columns: list[int] = []
        values: list[np.ndarray] = []
        starts = [0]
        for grams in texts:
            counted = Counter(self.columns[gram] for gram in grams if gram in self.columns)
            columns.extend(counted)
            values.append(self._weighed(counted))
            starts.append(len(columns))
        return sparse.csr_matrix(
            (np.concatenate([np.zeros(0, dtype=np.float32), *values]), columns, starts),
            shape=(len(texts), len(self.columns)),
        )

    def _weighed(self, counted: Counter[int]) -> np.ndarray:
        frequency = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        value = (1 + np.log(frequency)) * self.weights[list(counted)]
        length = np.sqrt(np.square(value).sum())
        return np.asarray(value / length if length else value, dtype=np.float32)
