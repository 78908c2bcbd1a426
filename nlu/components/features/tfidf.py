"""TF-IDF of n-grams as scikit-learn counts it, for one short text at a time.

scikit-learn's own transform spends 2 ms on checks for a text of ten words, and importing it costs the server
60 MB; the test of this module holds both to the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
from scipy import sparse

Units = TypeVar("Units", str, list[str])


@dataclass(frozen=True)
class Tfidf:
    """The column and the weight of each n-gram."""

    columns: dict[str, int]
    weights: np.ndarray

    @classmethod
    def fitted(cls, texts: Iterable[Sequence[str]], least: int) -> Tfidf:
        """Learn from the n-grams of the training texts; those in fewer than `least` texts are left out."""
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
        """Build from the n-grams in the order of their columns."""
        return cls({gram: column for column, gram in enumerate(grams)}, weights)

    def rows(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """Return (texts × n-grams): sublinear frequency times weight, each row of length 1."""
        counted = [self._counted(grams) for grams in texts]
        sizes = [len(one) for one in counted]
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        columns = np.fromiter(chain.from_iterable(counted), np.int32, starts[-1])
        counts = np.fromiter(chain.from_iterable(one.values() for one in counted), np.float32, starts[-1])
        values = (1 + np.log(counts)) * self.weights[columns]
        row = np.repeat(np.arange(len(texts)), sizes)
        lengths = np.sqrt(np.bincount(row, np.square(values), len(texts))).astype(np.float32)
        return sparse.csr_matrix((values / lengths[row], columns, starts), (len(texts), len(self.columns)))

    def _counted(self, grams: Sequence[str]) -> Counter[int | None]:
        counted = Counter(map(self.columns.get, grams))
        del counted[None]  # not seen in training
        return counted


def character_grams(text: str, shortest: int, longest: int) -> list[str]:
    """Return all runs of `shortest` to `longest` characters, the edges of the text marked by blanks."""
    return list(_runs(f" {text} ", shortest, longest))


def word_grams(words: list[str], shortest: int, longest: int) -> list[str]:
    """Return all runs of `shortest` to `longest` words joined by blanks.

    The edges of the text are marked by < and >, which are no words alone.
    """
    runs = _runs(["<", *words, ">"], shortest, longest)
    return [" ".join(run) for run in runs if run not in (["<"], [">"])]


def _runs(units: Units, shortest: int, longest: int) -> Iterator[Units]:
    for size in range(shortest, longest + 1):
        for start in range(len(units) - size + 1):
            yield units[start : start + size]
