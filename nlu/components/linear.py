"""A linear model over sparse and dense features: the shape that all members of the classifier share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class Rows:
    """Features of n texts: a sparse and a dense matrix, one row a text; either may have no columns."""

    sparse: sparse.csr_matrix
    dense: np.ndarray

    def __len__(self) -> int:
        return len(self.dense)

    def at(self, positions: np.ndarray) -> Rows:
        """The rows at these positions (or where this mask holds)."""
        return Rows(self.sparse[positions], self.dense[positions])


@dataclass(frozen=True)
class Examples:
    """Texts of which the class is known: their features and the class numbers, one a text."""

    rows: Rows
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, positions: np.ndarray) -> Examples:
        """The examples at these positions (or where this mask holds)."""
        return Examples(self.rows.at(positions), self.labels[positions])


@dataclass(frozen=True)
class Linear:
    """Scores = sparse @ on_sparse + dense @ on_dense + bias, one column a class."""

    on_sparse: np.ndarray
    on_dense: np.ndarray
    bias: np.ndarray

    def scores(self, rows: Rows) -> np.ndarray:
        """(texts × classes); higher is likelier, without a unit."""
        return np.asarray(rows.sparse @ self.on_sparse + rows.dense @ self.on_dense + self.bias)

    def save(self, path: Path) -> None:
        """Writes plain numbers: a model file of ours holds no code."""
        np.savez(path, on_sparse=self.on_sparse, on_dense=self.on_dense, bias=self.bias)

    @classmethod
    def read(cls, path: Path) -> Linear:
        """What `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["on_sparse"], stored["on_dense"], stored["bias"])


def mixed(members: list[Linear], weights: np.ndarray, bias: np.ndarray) -> Linear:
    """The one linear model that scores like the weighted sum of its members."""
    return Linear(
        sum_of([one.on_sparse for one in members], weights),
        sum_of([one.on_dense for one in members], weights),
        sum_of([one.bias for one in members], weights) + bias.astype(np.float32),
    )


def sum_of(matrices: list[np.ndarray], weights: np.ndarray) -> np.ndarray:
    """The weighted sum of matrices of equal shape, in single precision."""
    total = sum(weight * one for weight, one in zip(weights, matrices, strict=True))
    return np.asarray(total, dtype=np.float32)
