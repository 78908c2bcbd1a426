"""Honest confidence: how members are weighed is learned on topics that they were not trained on."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.cluster import MiniBatchKMeans
from sklearn.model_selection import GroupKFold, StratifiedKFold

from nlu.components.linear import Examples, Linear, mixed
from nlu.components.members import fit_members

WANTED_ACCURACY = 0.95
_TOPICS = 60
_FOLDS = 3


def fit_calibrated(examples: tuple[Examples, Examples]) -> tuple[Linear, float]:
    """A linear model whose probabilities mean what they say, and the confidence from which it is trusted.

    The examples are those of one language, and those of the other. The members are trained with whole topics
    of the first left out; their scores there teach the weight of each member and a bias for each class (the
    multinomial form of Platt's scaling). Then they are trained on everything.
    """
    own, foreign = examples
    unseen, kept = _scores_on_unseen(own, foreign)
    labels = own.labels[kept]
    shares, bias = _weighed(unseen[kept], labels)
    confidence, right = _trial(unseen[kept], labels, shares, bias)
    linear = mixed(fit_members(own, foreign), shares, bias)
    return linear, threshold_for(confidence, right, WANTED_ACCURACY)


def threshold_for(confidence: np.ndarray, right: np.ndarray, wanted: float) -> float:
    """The lowest confidence from which at least `wanted` of the answers are right; 1.0 if there is none."""
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= wanted)
    return float(confidence[order][enough[-1]]) if len(enough) else 1.0


def _trial(
    scores: np.ndarray, labels: np.ndarray, shares: np.ndarray, bias: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How sure the mixture is of each text of an unseen topic, and whether it is right."""
    probable = softmax(np.einsum("nmc,m->nc", scores, shares) + bias, axis=1)
    return probable.max(axis=1), probable.argmax(axis=1) == labels


def _scores_on_unseen(own: Examples, foreign: Examples) -> tuple[np.ndarray, np.ndarray]:
    """(texts × members × classes) scores, and the mask of the texts that got some."""
    classes = int(own.labels.max()) + 1
    scores, kept = None, np.zeros(len(own), dtype=bool)
    for train, test, others in _folds(own, foreign):
        if len(np.unique(own.labels[train])) < classes:
            continue
        members = fit_members(own.at(train), foreign.at(others))
        if scores is None:
            scores = np.zeros((len(own), len(members), classes))
        scores[test] = np.stack([one.scores(own.rows.at(test)) for one in members], axis=1)
        kept[test] = True
    if scores is None:
        raise ValueError("too few training messages: every intent needs at least three")
    return scores, kept


def _folds(own: Examples, foreign: Examples) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Positions to train on and to test on, and the foreign examples that are of no tested topic."""
    if not own.rows.dense.shape[1] or len(own) < _TOPICS * _FOLDS:
        everything = np.ones(len(foreign), dtype=bool)
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(own.labels, own.labels)
        return [(train, test, everything) for train, test in folds]
    dense = np.concatenate([own.rows.dense, foreign.rows.dense])
    topics = MiniBatchKMeans(_TOPICS, random_state=0, n_init=1, batch_size=1024).fit_predict(dense)
    ours, theirs = topics[: len(own)], topics[len(own) :]
    folds = GroupKFold(_FOLDS).split(own.labels, own.labels, groups=ours)
    return [(train, test, ~np.isin(theirs, ours[test])) for train, test in folds]


def _weighed(scores: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The member weights and class biases that make the log loss of the mixture smallest."""
    members, classes = scores.shape[1:]
    chosen = np.arange(len(labels)), labels

    def loss(parameters: np.ndarray) -> float:
        mixture = np.einsum("nmc,m->nc", scores, parameters[:members]) + parameters[members:]
        likelihood = log_softmax(mixture, axis=1)[chosen]
        return float(-likelihood.mean()) + 1e-3 * float(np.square(parameters).mean())

    bounds = [(0.0, None)] * members + [(None, None)] * classes
    best = minimize(loss, np.concatenate([np.ones(members), np.zeros(classes)]), bounds=bounds).x
    return best[:members], best[members:]
