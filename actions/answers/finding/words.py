"""How many words two questions share: cosine of TF-IDF over character n-grams.

Chinese is cut into 1 to 3 characters. Other words count whole and as 3 to 5 letters, so that forms of a
word and slips of the finger stay near.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from actions.answers.normal_question import normalised

HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
LONGEST_HAN = 3
LETTERS = (3, 4, 5)


def terms(normal: str) -> Counter[str]:
    """Return the terms of a normalised question with their counts."""
    found: Counter[str] = Counter()
    for run in HAN_RUN.findall(normal):
        for size in range(1, LONGEST_HAN + 1):
            found.update(run[first : first + size] for first in range(len(run) - size + 1))
    for word in HAN_RUN.sub(" ", normal).split():
        edged = f" {word} "
        found[f"={word}"] += 1
        for size in LETTERS:
            found.update(edged[first : first + size] for first in range(len(edged) - size + 1))
    return found


class WordIndex:
    """Normalised questions by their terms. A term's list of rows and weights is read once a search."""

    def __init__(self, questions: Sequence[str]) -> None:
        self._rows = len(questions)
        counted = [terms(normalised(each)) for each in questions]
        documents = Counter(term for each in counted for term in each)
        self._rarity = {term: math.log(1 + len(questions) / (1 + times)) for term, times in documents.items()}
        self._unseen = math.log(1 + len(questions))
        self._postings = self._posted(counted)

    def scores(self, question: str) -> NDArray[np.float32]:
        """Return for each row how many words it shares with a question: 0 to 1."""
        weights = self._weights(terms(normalised(question)))
        found = [(self._postings[term], weight) for term, weight in weights.items() if term in self._postings]
        if not found:
            return np.zeros(self._rows, np.float32)
        rows = np.concatenate([rows for (rows, _), _ in found])
        shares = np.concatenate([own * weight for (_, own), weight in found])
        return np.bincount(rows, shares, self._rows).astype(np.float32)

    def _weights(self, counted: Counter[str]) -> dict[str, np.float32]:
        raw = {
            term: (1 + math.log(times)) * self._rarity.get(term, self._unseen)
            for term, times in counted.items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {term: np.float32(weight / length) for term, weight in raw.items()}

    def _posted(
        self, counted: Iterable[Counter[str]]
    ) -> dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]]:
        rows: dict[str, list[int]] = {}
        shares: dict[str, list[np.float32]] = {}
        for row, each in enumerate(counted):
            for term, weight in self._weights(each).items():
                rows.setdefault(term, []).append(row)
                shares.setdefault(term, []).append(weight)
        return {term: (np.array(rows[term], np.int32), np.array(shares[term], np.float32)) for term in rows}
