"""The members of the classifier: three learners that err differently and all end as linear models."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from nlu.components.classifier.linear import LabelledRows, LinearModel

_AT_ONCE = 2


def fit_members(everything: LabelledRows, own: np.ndarray, foreign: np.ndarray) -> list[LinearModel]:
    """Train the members that the features allow on the texts at the places `own` and `foreign`.

    The labels of `own` are 0…k-1, all of them present. The support vector machine is best on n-grams that it
    has seen, naive Bayes carries further to words that are rare in training, logistic regression reads the
    dense features. Those mean the same in every language, so it learns from the `foreign` texts as well.
    """
    rows, widths = everything.rows, (everything.rows.sparse.shape[1], everything.rows.dense.shape[1])
    learners: list[Callable[[], LinearModel]] = []
    if widths[0]:
        grams, labels = rows.sparse[own], everything.labels[own]
        learners.append(partial(_support_vectors, grams, labels, widths[1]))
        learners.append(partial(_naive_bayes, grams, labels, widths[1]))
    if widths[1]:
        learners.append(partial(_regression, everything, np.concatenate([own, foreign])))
    # They work outside of Python's lock. Side by side they take less memory than two languages would.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda learn: learn(), learners))


def _support_vectors(grams: sparse.csr_matrix, labels: np.ndarray, dense: int) -> LinearModel:
    fitted = LinearSVC(C=0.3, random_state=0).fit(grams, labels)
    return _on_sparse(_row_per_class(fitted.coef_), _row_per_class(fitted.intercept_), dense)


def _naive_bayes(grams: sparse.csr_matrix, labels: np.ndarray, dense: int) -> LinearModel:
    per_class = ComplementNB(alpha=0.3).fit(grams, labels).feature_log_prob_
    return _on_sparse(per_class, np.zeros(len(per_class), dtype=np.float32), dense)


def _regression(everything: LabelledRows, places: np.ndarray) -> LinearModel:
    dense = everything.rows.dense[places]
    # One scale for all columns: the length of a sentence vector has a meaning.
    centre, scale = dense.mean(axis=0), dense.std(axis=0).mean() + 1e-6
    dense -= centre  # in place: a copy takes 80 MB
    dense /= scale
    learner = LogisticRegression(C=0.3, max_iter=40, tol=1e-2)  # more steps cost time and gain nothing
    fitted = learner.fit(dense, everything.labels[places])
    on_dense = _row_per_class(fitted.coef_) / scale
    bias = _row_per_class(fitted.intercept_) - on_dense @ centre
    nothing = np.zeros((everything.rows.sparse.shape[1], len(bias)), dtype=np.float32)
    return LinearModel(nothing, _columns(on_dense), bias.astype(np.float32))


def _on_sparse(per_class: np.ndarray, bias: np.ndarray, dense: int) -> LinearModel:
    nothing = np.zeros((dense, len(per_class)), dtype=np.float32)
    return LinearModel(_columns(per_class), nothing, bias)


def _row_per_class(learned: np.ndarray) -> np.ndarray:
    """Return a row for every class; of two classes, scikit-learn gives only that of the second."""
    rows = np.asarray(learned, dtype=np.float32)
    return np.concatenate([-rows, rows]) if len(rows) == 1 else rows


def _columns(per_class: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(per_class.T, dtype=np.float32)
