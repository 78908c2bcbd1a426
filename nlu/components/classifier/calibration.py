"""Calibrated confidence: the weights of the members are learned on topics that the members did not see."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.cluster import MiniBatchKMeans
from sklearn.model_selection import GroupKFold, StratifiedKFold

from nlu.components.classifier.linear import LabelledRows, LinearModel, mixture
from nlu.components.classifier.members import fit_members

WANTED_ACCURACY = 0.95
_TOPICS = 60
_FOLDS = 3


Judged = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""Takes (texts × classes) probabilities and labels; returns those by which the threshold is chosen, and which
texts count."""


@dataclass(frozen=True)
class Calibrated:
    """A model with calibrated probabilities, and the confidence from which it is trusted.

    `unseen` are the probabilities that it gives to the texts at `places` if their topics do not train it.
    """

    model: LinearModel
    threshold: float
    places: np.ndarray
    unseen: np.ndarray


def fit_calibrated(
    own: LabelledRows, foreign: LabelledRows, judged: Judged = lambda table, labels: (table, labels >= 0)
) -> Calibrated:
    """Return a calibrated model.

    `own` are the rows of one language, `foreign` those of the other. The members are trained without whole
    topics of `own`; their scores there teach the weight of each member and a bias for each class (the
    multinomial form of Platt's scaling). Then they are trained on everything.

    Raises:
        ValueError: an intent has too few messages.
    """
    scores, places = _scores_on_unseen(own, foreign)
    labels = own.labels[places]
    shares, bias = _fit_weights(scores, labels)
    probable = softmax(np.einsum("nmc,m->nc", scores, shares) + bias, axis=1)
    read, kept = judged(probable, labels)
    right = read.argmax(axis=1) == labels
    threshold = threshold_for(read[kept].max(axis=1), right[kept], WANTED_ACCURACY)
    return Calibrated(mixture(fit_members(own, foreign), shares, bias), threshold, places, probable)


def threshold_for(
    confidence: np.ndarray, right: np.ndarray, wanted: float, weights: np.ndarray | None = None
) -> float:
    """Return the lowest confidence from which at least `wanted` of the answers are right, else 1.0.

    An answer counts as much as its weight says.
    """
    order = np.argsort(-confidence, kind="stable")
    counts = np.ones(len(order)) if weights is None else weights[order]
    share = np.cumsum(right[order] * counts) / np.cumsum(counts)
    enough = np.flatnonzero(share >= wanted)
    return float(confidence[order][enough[-1]]) if len(enough) else 1.0


def _scores_on_unseen(own: LabelledRows, foreign: LabelledRows) -> tuple[np.ndarray, np.ndarray]:
    """Return (texts × members × classes) scores and the places of these texts."""
    found, tested = [], []
    for train, test, others in _folds(own, foreign):
        if len(np.unique(own.labels[train])) == len(np.unique(own.labels)):
            members = fit_members(own.at(train), foreign.at(others))
            found.append(np.stack([one.scores(own.rows.at(test)) for one in members], axis=1))
            tested.append(test)
    if not found:
        raise ValueError(f"too few training messages: every intent needs at least {_FOLDS}")
    return np.concatenate(found), np.concatenate(tested)


def _folds(own: LabelledRows, foreign: LabelledRows) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return positions to train on and to test on, and the mask of foreign rows of no tested topic."""
    if np.bincount(own.labels).max() < _FOLDS:
        return []
    if not own.rows.dense.shape[1] or len(own) < _TOPICS * _FOLDS:
        everything = np.ones(len(foreign), dtype=bool)
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(own.labels, own.labels)
        return [(train, test, everything) for train, test in folds]
    dense = np.concatenate([own.rows.dense, foreign.rows.dense])
    topics = MiniBatchKMeans(_TOPICS, random_state=0, n_init=1, batch_size=1024).fit_predict(dense)
    ours, theirs = topics[: len(own)], topics[len(own) :]
    folds = GroupKFold(_FOLDS).split(own.labels, own.labels, groups=ours)
    return [(train, test, ~np.isin(theirs, ours[test])) for train, test in folds]


def _fit_weights(scores: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the member weights and class biases with the smallest log loss of the mixture."""
    members, classes = scores.shape[1:]
    chosen = np.arange(len(labels)), labels

    def loss(parameters: np.ndarray) -> float:
        total = np.einsum("nmc,m->nc", scores, parameters[:members]) + parameters[members:]
        likelihood = log_softmax(total, axis=1)[chosen]
        return float(-likelihood.mean()) + 1e-3 * float(np.square(parameters).mean())

    bounds = [(0.0, None)] * members + [(None, None)] * classes
    best = minimize(loss, np.concatenate([np.ones(members), np.zeros(classes)]), bounds=bounds).x
    return best[:members], best[members:]
