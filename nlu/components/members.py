"""The members of the classifier: three learners that err differently and all end as linear models."""

from __future__ import annotations

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from nlu.components.linear import Examples, Linear, Rows


def fit_members(own: Examples, foreign: Examples) -> list[Linear]:
    """Trains the members that the features allow; the labels of `own` are 0…k-1, all of them present.

    The support vector machine is best on n-grams it has seen, naive Bayes carries further to words that are
    rare in training, logistic regression reads the dense features. Those mean the same in every language, so
    it learns from the `foreign` examples as well.
    """
    members = []
    if own.rows.sparse.shape[1]:
        members += [_support_vectors(own.rows, own.labels), _naive_bayes(own.rows, own.labels)]
    if own.rows.dense.shape[1]:
        members.append(_regression(own, foreign))
    return members


def _support_vectors(rows: Rows, labels: np.ndarray) -> Linear:
    fitted = LinearSVC(C=0.3, random_state=0).fit(rows.sparse, labels)
    per_class = _both(fitted.coef_)
    return Linear(_column(per_class), _nothing(rows, per_class), _both(fitted.intercept_))


def _naive_bayes(rows: Rows, labels: np.ndarray) -> Linear:
    fitted = ComplementNB(alpha=0.3).fit(rows.sparse, labels)
    per_class = fitted.feature_log_prob_
    return Linear(_column(per_class), _nothing(rows, per_class), np.zeros(len(per_class), dtype=np.float32))


def _regression(own: Examples, foreign: Examples) -> Linear:
    dense = np.concatenate([own.rows.dense, foreign.rows.dense])
    labels = np.concatenate([own.labels, foreign.labels])
    centre, spread = dense.mean(axis=0), _spread(dense)
    fitted = LogisticRegression(C=0.3, max_iter=40, tol=1e-2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # more steps cost time and gain nothing
        fitted.fit((dense - centre) / spread, labels)
    on_dense = _both(fitted.coef_) / spread
    bias = _both(fitted.intercept_) - on_dense @ centre
    nothing = np.zeros((own.rows.sparse.shape[1], len(bias)), dtype=np.float32)
    return Linear(nothing, _column(on_dense), bias.astype(np.float32))


def _spread(dense: np.ndarray) -> np.ndarray:
    """Scales for the columns: sentence vectors keep their common scale, since their length has a meaning."""
    own = dense.std(axis=0) + 1e-6
    narrow = own < 0.2
    return np.where(narrow, own[narrow].mean() if narrow.any() else 1.0, own)


def _both(learned: np.ndarray) -> np.ndarray:
    """scikit-learn gives one row for two classes, that of the second; here every class has its own."""
    rows = np.asarray(learned, dtype=np.float32)
    return np.concatenate([-rows, rows]) if len(rows) == 1 else rows


def _column(per_class: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(per_class.T, dtype=np.float32)


def _nothing(rows: Rows, per_class: np.ndarray) -> np.ndarray:
    return np.zeros((rows.dense.shape[1], len(per_class)), dtype=np.float32)
