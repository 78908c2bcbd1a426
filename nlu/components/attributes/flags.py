"""Yes-or-no attributes of a text, each with a linear model and a threshold for each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy import sparse
from scipy.special import expit

from nlu.components.classifier.linear import FeatureRows, LinearModel
from nlu.components.features.sentence_features import collect
from nlu.components.words.script import han_share

Threshold = Callable[[np.ndarray, np.ndarray], float]
"""Chooses the threshold by the probabilities and the labels of texts that did not train."""

_DENSE = 1.0
_FOLDS = 3
_LOOKS_FLAGGED = 0.5


@dataclass(frozen=True)
class FlagModel:
    """Linear scores, one column a flag, and (2 × flags) thresholds: those of Chinese, then of English."""

    linear: LinearModel
    thresholds: np.ndarray

    def probabilities(self, rows: FeatureRows) -> np.ndarray:
        """Return (texts × flags) probabilities."""
        return np.asarray(expit(self.linear.scores(rows).astype(np.float64)))

    def raised(self, rows: FeatureRows, han: np.ndarray) -> np.ndarray:
        """Return (texts × flags) truth values; `han` is the share of Chinese of each text, 0–1."""
        least = np.outer(han, self.thresholds[0]) + np.outer(1 - han, self.thresholds[1])
        return np.asarray(self.probabilities(rows) >= least)

    def save(self, folder: Path) -> None:
        """Write plain numbers."""
        self.linear.save(folder / "flags.npz")
        np.save(folder / "thresholds.npy", self.thresholds, allow_pickle=False)

    @classmethod
    def read(cls, folder: Path) -> FlagModel | None:
        """Read what `save` wrote; None if nothing was learned."""
        if not (folder / "flags.npz").exists():
            return None
        thresholds = np.load(folder / "thresholds.npy", allow_pickle=False)
        return cls(LinearModel.read(folder / "flags.npz"), thresholds)


def rows_of(messages: list[Message]) -> tuple[FeatureRows, np.ndarray]:
    """Return the features of the messages, and the share of Chinese of each."""
    han = np.array([han_share(message.get(TEXT) or "") for message in messages])
    return FeatureRows(*collect(messages)), han


def fit_flags(
    rows: FeatureRows, labels: np.ndarray, han: np.ndarray, threshold: Threshold, others: FeatureRows
) -> tuple[FlagModel, np.ndarray]:
    """Return a model of the (texts × flags) labels; there must be texts with and without each flag.

    The (texts × flags) probabilities that come with it are those of models that had not seen the text.

    `others` are texts without labels. They teach what is ordinary, so they count as without any flag, except
    those that look flagged to a model that has not seen them.
    """
    table = sparse.vstack([_table(rows), _table(others)]).tocsr() if len(others) else _table(rows)
    fitted = [_fit_flag(table, column, han, threshold) for column in labels.T]
    weights = np.stack([one[0] for one in fitted], axis=1).astype(np.float32)
    width = rows.sparse.shape[1]
    linear = LinearModel(weights[:width], weights[width:-1] * np.float32(_DENSE), weights[-1])
    unseen = np.stack([one[2] for one in fitted], axis=1)
    return FlagModel(linear, np.stack([one[1] for one in fitted], axis=1)), unseen


def at_recall(share: float) -> Threshold:
    """Return a rule for thresholds that this share of the texts with the flag reaches."""
    return lambda probable, labels: float(np.quantile(probable[labels], 1 - share))


def at_best_f1(probable: np.ndarray, labels: np.ndarray) -> float:
    """Return the threshold of the greatest F1."""
    order = np.argsort(-probable, kind="stable")
    hits = np.cumsum(labels[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + labels.sum())
    return float(probable[order][f1.argmax()])


def _table(rows: FeatureRows) -> sparse.csr_matrix:
    return sparse.hstack([rows.sparse, sparse.csr_matrix(rows.dense * _DENSE)]).tocsr()


def _fit_flag(
    table: sparse.csr_matrix, labels: np.ndarray, han: np.ndarray, threshold: Threshold
) -> tuple[np.ndarray, list[float], np.ndarray]:
    """Return the weights and, last, the bias; the thresholds of the two languages; and unseen probabilities.

    The labels are those of the first rows of the table; the other rows have none.
    """
    # These need scikit-learn; the server never trains, and is smaller without it.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.model_selection import StratifiedKFold, cross_val_predict  # noqa: PLC0415

    n = len(labels)
    truth = np.append(labels, np.zeros(table.shape[0] - n, dtype=bool))
    learner = LogisticRegression(C=5.0, solver="liblinear", tol=1e-2, max_iter=50, random_state=0)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    unseen = cross_val_predict(learner, table, truth, cv=folds, method="predict_proba")[:, 1]
    kept = (np.arange(len(truth)) < n) | (unseen < _LOOKS_FLAGGED)
    fitted = learner.fit(table[kept], truth[kept])
    halves = (han >= 0.5, han < 0.5)
    chosen = [threshold(unseen[:n][half], labels[half]) if labels[half].any() else 0.5 for half in halves]
    return np.append(fitted.coef_[0], fitted.intercept_[0]), chosen, unseen[:n]
