"""Learns the second look. It needs scikit-learn, so only training imports it."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import SVC

from nlu.components.attributes.flags import Threshold
from nlu.components.attributes.second_look import SecondLook, log_odds

_NARROWNESS = 2.5  # times the inverse of the spread of the vectors
_COST = 10.0
_FOLDS = 3
_LOST = 0.02  # this share of the texts with the flag is lost without a second look


def worth_a_look(unseen: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return which texts a second look is taken at: hardly any flag lies below the least probable of them."""
    return np.asarray(unseen >= np.quantile(unseen[labels], _LOST))


def fit_second_look(
    unseen: np.ndarray,
    vectors: np.ndarray,
    labels: np.ndarray,
    han: np.ndarray,
    threshold: Threshold,
    ordinary: np.ndarray,
) -> SecondLook:
    """Return a second look at texts like these, all worth one; first models give them `unseen` probabilities.

    No text taught the first model that judges it. `ordinary` are vectors of other texts, which teach the
    machine what carries no flag.
    """
    everything = np.concatenate([vectors, ordinary])
    truth = np.append(labels, np.zeros(len(ordinary), dtype=bool))
    narrowness = _NARROWNESS / np.square(vectors - vectors.mean(axis=0)).sum(axis=1).mean()
    machine = SVC(C=_COST, gamma=narrowness)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    margins = cross_val_predict(machine, everything, truth, cv=folds, method="decision_function")
    seen = np.stack([log_odds(unseen), margins[: len(labels)]], axis=1)
    joined = LogisticRegression(C=10.0).fit(seen, labels)
    total = joined.decision_function(seen)
    machine.fit(everything, truth)
    return SecondLook(
        machine.support_vectors_.astype(np.float32),
        np.append(machine.dual_coef_[0], machine.intercept_[0]).astype(np.float32),
        np.array(narrowness),
        np.append(joined.coef_[0], joined.intercept_[0]),
        np.array(unseen.min()),
        np.array([threshold(total[half], labels[half]) for half in (han >= 0.5, han < 0.5)]),
    )
