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


def topics_of(dense: np.ndarray) -> np.ndarray | None:
    """Return the number of each text's topic, or None where there are too few texts or features."""
    if not dense.shape[1] or len(dense) < _TOPICS * _FOLDS:
        return None
    learner = MiniBatchKMeans(_TOPICS, random_state=0, n_init=1, batch_size=1024)
    return np.asarray(learner.fit_predict(dense))


def fit_calibrated(
    everything: LabelledRows,
    own: np.ndarray,
    topics: np.ndarray | None,
    judged: Judged = lambda table, labels: (table, labels >= 0),
) -> Calibrated:
    """Return a calibrated model.

    `own` are the places of the texts of one language; the others are foreign. The members are trained without
    whole topics of `own`; their scores there teach the weight of each member and a bias for each class (the
    multinomial form of Platt's scaling). Then they are trained on everything.

    Raises:
        ValueError: an intent has too few messages.
    """
    scores, places = _scores_on_unseen(everything, own, topics)
    labels = everything.labels[places]
    shares, bias = _fit_weights(scores, labels)
    probable = softmax(np.einsum("nmc,m->nc", scores, shares) + bias, axis=1)
    read, kept = judged(probable, labels)
    right = read.argmax(axis=1) == labels
    threshold = threshold_for(read[kept].max(axis=1), right[kept], WANTED_ACCURACY)
    members = fit_members(everything, own, _others(everything, own))
    return Calibrated(mixture(members, shares, bias), threshold, places, probable)


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


def _scores_on_unseen(
    everything: LabelledRows, own: np.ndarray, topics: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return (texts × members × classes) scores and the places of these texts."""
    found, tested = [], []
    for train, test, foreign in _folds(everything, own, topics):
        if len(np.unique(everything.labels[train])) == len(np.unique(everything.labels[own])):
            members = fit_members(everything, train, foreign)
            rows = everything.rows.at(test)
            found.append(np.stack([one.scores(rows) for one in members], axis=1))
            tested.append(test)
    if not found:
        raise ValueError(f"too few training messages: every intent needs at least {_FOLDS}")
    return np.concatenate(found), np.concatenate(tested)


def _folds(
    everything: LabelledRows, own: np.ndarray, topics: np.ndarray | None
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return the places to train on, those to test on, and those of foreign texts of no tested topic."""
    labels, foreign = everything.labels[own], _others(everything, own)
    if np.bincount(labels).max() < _FOLDS:
        return []
    if topics is None or len(own) < _TOPICS * _FOLDS:
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(own, labels)
        return [(own[train], own[test], foreign) for train, test in folds]
    folds = GroupKFold(_FOLDS).split(own, labels, groups=topics[own])
    return [
        (own[train], own[test], foreign[~np.isin(topics[foreign], topics[own[test]])])
        for train, test in folds
    ]


def _others(everything: LabelledRows, own: np.ndarray) -> np.ndarray:
    return np.setdiff1d(np.arange(len(everything)), own)


def _fit_weights(scores: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the member weights and class biases with the smallest log loss of the mixture."""
    members, classes = scores.shape[1:]
    chosen = np.arange(len(labels)), labels

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        """The mean log loss with a little shrinkage, and its gradient."""
        total = np.einsum("nmc,m->nc", scores, parameters[:members]) + parameters[members:]
        likelihood = log_softmax(total, axis=1)
        shrinkage = 1e-3 * float(np.square(parameters).mean())
        excess = np.exp(likelihood)
        excess[chosen] -= 1
        excess /= len(labels)
        slope = np.concatenate([np.einsum("nmc,nc->m", scores, excess), excess.sum(axis=0)])
        slope += 2e-3 * parameters / len(parameters)
        return float(-likelihood[chosen].mean()) + shrinkage, slope

    bounds = [(0.0, None)] * members + [(None, None)] * classes
    start = np.concatenate([np.ones(members), np.zeros(classes)])
    best = minimize(loss, start, jac=True, bounds=bounds).x
    return best[:members], best[members:]
