"""A linear model over sparse and dense features: the shape that all members of the classifier share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class FeatureRows:
    """Features of n texts: a sparse and a dense matrix, one row a text; either may have no columns."""

    sparse: sparse.csr_matrix
    dense: np.ndarray

    def __len__(self) -> int:
        return len(self.dense)

    def at(self, positions: np.ndarray) -> FeatureRows:
        """Return the rows at these positions (or where this mask holds)."""
        return FeatureRows(self.sparse[positions], self.dense[positions])


@dataclass(frozen=True)
class LabelledRows:
    """Texts of a known class: their features and the class numbers, one a text."""

    rows: FeatureRows
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, positions: np.ndarray) -> LabelledRows:
        """Return the rows and labels at these positions (or where this mask holds)."""
        return LabelledRows(self.rows.at(positions), self.labels[positions])


@dataclass(frozen=True)
class LinearModel:
    """Scores = sparse @ on_sparse + dense @ on_dense + bias, one column a class."""

    on_sparse: np.ndarray
    on_dense: np.ndarray
    bias: np.ndarray

    def scores(self, rows: FeatureRows) -> np.ndarray:
        """Return (texts × classes); a higher score is likelier and has no unit."""
        return np.asarray(rows.sparse @ self.on_sparse + rows.dense @ self.on_dense + self.bias)

    def save(self, path: Path) -> None:
        """Write plain numbers: a model file holds no code."""
        np.savez(path, on_sparse=self.on_sparse, on_dense=self.on_dense, bias=self.bias)

    @classmethod
    def read(cls, path: Path) -> LinearModel:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["on_sparse"], stored["on_dense"], stored["bias"])


def mixture(members: list[LinearModel], weights: np.ndarray, bias: np.ndarray) -> LinearModel:
    """Return the one linear model that scores like the weighted sum of its members."""
    return LinearModel(
        _weighted_sum([one.on_sparse for one in members], weights),
        _weighted_sum([one.on_dense for one in members], weights),
        _weighted_sum([one.bias for one in members], weights) + bias.astype(np.float32),
    )


def _weighted_sum(matrices: list[np.ndarray], weights: np.ndarray) -> np.ndarray:
    """Return the sum in single precision; the matrices have equal shapes."""
    total = sum(weight * one for weight, one in zip(weights, matrices, strict=True))
    return np.asarray(total, dtype=np.float32)
