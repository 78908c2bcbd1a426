"""Learns to find praise and complaint in one message. It needs scikit-learn, so only training imports it."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from nlu.components.attributes.clauses import clauses
from nlu.components.attributes.flags import at_recall, rows_of
from nlu.components.attributes.sides import (
    SIDES,
    ClauseModel,
    MixedModel,
    clause_grams,
    clause_rows,
    evidence,
    joined,
)
from nlu.components.classifier.linear import LinearModel
from nlu.components.features.second_vectors import steady_draw
from nlu.components.features.sentence_encoder import WIDTH
from nlu.components.features.sentence_features import collect_dense
from nlu.components.features.tfidf import Tfidf
from nlu.components.features.vectors import encode_many
from nlu.components.words.script import han_share

MIXED = "mixed"
_DENSE = 2.0
_LONGEST = {True: 40, False: 90}  # characters of a message that may stand for a clause: Chinese or not
_EACH = 600  # such messages of each side and language
_PLAIN = 1_000  # messages of one side among those that are not mixed
# This share of mixed messages is found: a complaint that is only thanked for costs more than a case too many.
_FOUND = 0.8
_GATE = 0.02  # this share of mixed messages is lost at the gate


def fit_mixed(labelled: Sequence[Message], others: Sequence[Message]) -> MixedModel:
    """Return a model. `labelled` carry both sides or two empty ones; `others` carry an intent."""
    plain = [one for one in _sample(others, _PLAIN) if one.get(INTENT) in SIDES]
    messages = [*labelled, *plain]
    truth = np.array([bool((one.get(MIXED) or ("",))[0]) for one in messages])
    rows, _ = rows_of(messages)
    whole, unseen = _fit_yes_no(joined(rows, _DENSE), truth, rows.sparse.shape[1])
    short = _sample(others, _EACH)
    known = _known_vectors([*messages, *short])
    clause = _fit_clauses(labelled, short, known)
    parts = [clauses(one.get(TEXT)) for one in messages]
    shares = clause.shares_of_each(parts, _vectors([one for each in parts for one in each], known))
    learner = LogisticRegression(max_iter=500)
    seen = evidence(unseen, shares)
    weights = learner.fit(seen, truth)
    probable = learner.predict_proba(seen)[:, 1]
    return MixedModel(
        whole,
        clause,
        np.append(weights.coef_[0], weights.intercept_[0]),
        threshold=at_recall(_FOUND)(probable, truth),
        gate=float(np.quantile(unseen[truth], _GATE)),
    )


def _fit_clauses(
    labelled: Sequence[Message], others: Sequence[Message], known: dict[str, np.ndarray]
) -> ClauseModel:
    sides = [
        pair for one in labelled if one.get(MIXED)[0] for pair in zip(one.get(MIXED), SIDES, strict=False)
    ]
    short = [(one.get(TEXT), _side(one)) for one in others]
    texts, names = zip(*sides, *short, strict=True)
    tfidf = Tfidf.fitted([clause_grams(text) for text in texts], 2)
    rows = clause_rows(texts, tfidf, _vectors(texts, known))
    labels = np.array([SIDES.index(name) for name in names])
    fitted = _learner().fit(joined(rows, _DENSE), labels)
    return ClauseModel(tfidf, _linear(fitted.coef_, fitted.intercept_, rows.sparse.shape[1]))


def _known_vectors(messages: Sequence[Message]) -> dict[str, np.ndarray]:
    """Return the vectors that the messages carry, if the pipeline makes them, by text."""
    dense = collect_dense(messages)
    if dense.shape[1] != WIDTH:
        return {}
    return dict(zip([one.get(TEXT) for one in messages], dense, strict=True))


def _vectors(texts: Sequence[str], known: dict[str, np.ndarray]) -> np.ndarray:
    """Return (texts × width) vectors; those that are not known yet are made, and known from then on."""
    new = sorted(set(texts) - known.keys())
    if new:
        known.update(zip(new, encode_many(new), strict=True))
    return np.stack([known[text] for text in texts])


def _fit_yes_no(table: sparse.csr_matrix, truth: np.ndarray, width: int) -> tuple[LinearModel, np.ndarray]:
    unseen = cross_val_predict(_learner(), table, truth, cv=3, method="predict_proba")[:, 1]
    fitted = _learner().fit(table, truth)
    return _linear(fitted.coef_, fitted.intercept_, width), unseen


def _linear(weights: np.ndarray, bias: np.ndarray, width: int) -> LinearModel:
    columns = np.ascontiguousarray(weights.T, dtype=np.float32)
    return LinearModel(columns[:width], columns[width:] * np.float32(_DENSE), bias.astype(np.float32))


def _sample(messages: Sequence[Message], each: int) -> list[Message]:
    """Return short messages, up to `each` of a side and language; most stay when others come or go."""
    found: defaultdict[tuple[str, bool], list[Message]] = defaultdict(list)
    for one in messages:
        chinese = han_share(one.get(TEXT)) >= 0.5
        if len(one.get(TEXT)) <= _LONGEST[chinese]:
            found[_side(one), chinese].append(one)
    return [
        group[place]
        for group in found.values()
        for place in steady_draw([one.get(TEXT) for one in group], each)
    ]


def _side(message: Message) -> str:
    intent = message.get(INTENT)
    return intent if intent in SIDES else SIDES[-1]


def _learner() -> LogisticRegression:
    return LogisticRegression(C=3.0, solver="liblinear", tol=1e-2, max_iter=50, random_state=0)
