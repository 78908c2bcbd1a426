"""Sentence features of Rasa messages: attached one by one, collected into one matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy import sparse


class RowFeatures(Features):
    """One row of the features of many messages, cut out where it is asked for.

    Cut out at once, the rows of all training messages take 100 MB more and some seconds.
    """

    def __init__(self, rows: Any, place: int, origin: str) -> None:
        """Point to the row at this place of a sparse or dense matrix."""
        self._rows = rows
        self._place = place
        self.type, self.attribute, self.origin = FEATURE_TYPE_SENTENCE, TEXT, origin
        self._cached_fingerprint: str | None = None

    @property
    def features(self) -> Any:
        """The row, as a matrix."""
        return self._rows[self._place : self._place + 1]

    @features.setter
    def features(self, row: Any) -> None:
        """Replace the row: Rasa does so where features are combined."""
        self._rows, self._place = row, 0

    @property
    def width(self) -> int:
        """The number of columns, without the time that cutting a sparse row takes."""
        return int(self._rows.shape[1])

    def is_sparse(self) -> bool:
        """Return whether the row belongs to a sparse matrix."""
        return bool(sparse.issparse(self._rows))

    def follows(self, first: RowFeatures, distance: int) -> bool:
        """Return whether this is the row so far behind the first one in the same matrix."""
        return self._rows is first._rows and self._place == first._place + distance

    def neighbours(self, size: int) -> Any:
        """Return so many rows of the matrix, from this one on; they are not copied."""
        return self._rows[self._place : self._place + size]

    def cells(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the columns of a sparse row that hold something, and what they hold."""
        cut = slice(self._rows.indptr[self._place], self._rows.indptr[self._place + 1])
        return self._rows.indices[cut], self._rows.data[cut]


def attach(messages: Sequence[Message], rows: sparse.csr_matrix | np.ndarray, origin: str) -> None:
    """Attach row n of the matrix to message n, as a feature of its whole text."""
    for position, message in enumerate(messages):
        message.add_features(RowFeatures(rows, position, origin))


def collect(messages: Sequence[Message]) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Return all sparse and all dense sentence features, (messages × width) each.

    A matrix has no columns if the pipeline makes no feature of its kind.
    """
    found = [_features(message) for message in messages]
    return (
        _sparse_matrix([[one for one in row if one.is_sparse()] for row in found]),
        _dense_matrix([[one for one in row if one.is_dense()] for row in found]),
    )


def collect_dense(messages: Sequence[Message]) -> np.ndarray:
    """Return the dense sentence features, (messages × width)."""
    return _dense_matrix([[one for one in _features(message) if one.is_dense()] for message in messages])


def _features(message: Message) -> list[Features]:
    wanted = TEXT, FEATURE_TYPE_SENTENCE
    return [one for one in message.features if (one.attribute, one.type) == wanted]


def _sparse_matrix(table: list[list[Features]]) -> sparse.csr_matrix:
    """Put the blocks of each row side by side. SciPy's own stacking costs a single message 2 ms."""
    if not table or not table[0]:
        return sparse.csr_matrix(np.zeros((len(table), 0), dtype=np.float32))
    starts = np.cumsum([0, *(_width(one) for one in table[0])])
    cells = [[_cells(one) for one in row] for row in table]
    columns = [one[0] + start for row in cells for one, start in zip(row, starts, strict=False)]
    ends = np.cumsum([0, *(sum(len(one[0]) for one in row) for row in cells)])
    values = np.concatenate([one[1] for row in cells for one in row])
    return sparse.csr_matrix((values, np.concatenate(columns), ends), (len(table), starts[-1]))


def _width(one: Features) -> int:
    return one.width if isinstance(one, RowFeatures) else int(one.features.shape[1])


def _cells(one: Features) -> tuple[np.ndarray, np.ndarray]:
    return one.cells() if isinstance(one, RowFeatures) else (one.features.indices, one.features.data)


def _dense_matrix(table: list[list[Features]]) -> np.ndarray:
    if not table or not table[0]:
        return np.zeros((len(table), 0), dtype=np.float32)
    together = _neighbours([one for row in table for one in row])
    if together is not None:
        return together
    found = [[one.features for one in row] for row in table]
    return np.concatenate([row[0] if len(row) == 1 else np.concatenate(row, axis=1) for row in found])


def _neighbours(rows: Sequence[Features]) -> np.ndarray | None:
    """Return the part of a matrix that these rows are, if they are one: a copy for training takes 80 MB."""
    first = rows[0]
    if not isinstance(first, RowFeatures) or not all(
        isinstance(one, RowFeatures) and one.follows(first, place) for place, one in enumerate(rows)
    ):
        return None
    return np.asarray(first.neighbours(len(rows)))
