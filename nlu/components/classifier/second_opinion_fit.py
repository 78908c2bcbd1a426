"""Learns the second opinion. It needs scikit-learn, so only training imports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.cluster import MiniBatchKMeans
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from nlu.components.classifier.calibration import Judged, threshold_for
from nlu.components.classifier.second_opinion import SecondOpinion, may_be_chit_chat
from nlu.components.features.second_vectors import steady_draw
from nlu.contract.labels import MAIN_INTENTS, Intent

WANTED_ACCURACY = (0.9, 0.92)
"""So often an answer that is trusted must be right on authored topics that did not teach: Chinese, English.

These are harder than what customers write: there, the same confidence is right at least 96 times in 100.
"""

WANTED_OF_PRAISE = 0.93
"""So often where praise is read: a bitter complaint must not be thanked for."""

_EACH = {**dict.fromkeys(map(str, MAIN_INTENTS), 260), str(Intent.OUT_OF_SCOPE): 220}  # of each language
_OTHERS = 70  # half as many again read no better on real messages, and encoding them takes longest
# At most so much counts the second opinion in Chinese and in English. Authored topics would give it twice as
# much in Chinese, but in real talks the first reads Chinese better.
_MOST = (0.25, None)
_LEAST = 1_000  # fewer texts than this teach no second opinion
_TOPICS = 60
_FOLDS = 2
_STRENGTH = 0.003  # of the weights: the vectors of different texts differ little


@dataclass(frozen=True)
class Taught:
    """Texts by the numbers of their intents and their share of Chinese, and the sample that teaches.

    `places` are those of the sample, and `weights` say how many texts each of it stands for.
    """

    labels: np.ndarray
    han: np.ndarray
    places: np.ndarray
    weights: np.ndarray


def draw(texts: Sequence[str], labels: np.ndarray, han: np.ndarray, intents: list[str]) -> Taught | None:
    """Return a sample of different texts, the same ones each time, or None if these are few."""
    groups: defaultdict[tuple[int, bool], dict[str, int]] = defaultdict(dict)
    for place, text in enumerate(texts):
        groups[int(labels[place]), bool(han[place] >= 0.5)].setdefault(text, place)
    places: list[int] = []
    weights: list[float] = []
    for (label, _), found in sorted(groups.items()):
        size = min(len(found), _EACH.get(intents[label], _OTHERS))
        different = list(found)
        places += [found[different[one]] for one in steady_draw(different, size)]
        weights += [len(found) / size] * size
    if len(places) < _LEAST:
        return None
    return Taught(labels, han, np.array(places, dtype=np.intp), np.array(weights))


def fit_second(
    taught: Taught, unseen: np.ndarray, vectors: np.ndarray, intents: list[str], judged: Judged
) -> SecondOpinion:
    """Return a second opinion learned from the (sample × width) vectors.

    `unseen` are the first opinion's probabilities of all texts where a text's topic did not train it, a row
    of NaN where there are none.
    """
    known = ~np.isnan(unseen[taught.places, 0])
    places = taught.places[known]
    sample = _Sample(
        vectors[known],
        taught.labels[places],
        taught.han[places] >= 0.5,
        np.log(np.maximum(unseen[places], np.finfo(np.float64).tiny)),
        taught.weights[known],
    )
    own = _unseen_by_itself(sample, len(intents))
    on_vector, bias = _fit_linear(sample, np.ones(len(places), dtype=bool))
    joined = [_fit_trust(sample, own, language) for language in (True, False)]
    trust, shift = (np.stack(parts) for parts in zip(*joined, strict=True))
    alone = np.stack([_limits(sample, sample.first, language, judged, intents) for language in (True, False)])
    opinion = SecondOpinion(on_vector, bias, trust, shift, alone, alone)
    both = _both(sample, own, opinion, judged, intents)
    limits = np.stack([_limits(sample, both, language, judged, intents) for language in (True, False)])
    return SecondOpinion(**{**vars(opinion), "thresholds": np.minimum(limits, alone)})


@dataclass(frozen=True)
class _Sample:
    """Texts that teach: their vectors, labels, whether Chinese, the first opinion's logarithms, and weights.

    The weights make a sample with as many of each intent as there are in all.
    """

    vectors: np.ndarray
    labels: np.ndarray
    chinese: np.ndarray
    first: np.ndarray
    weights: np.ndarray


def _unseen_by_itself(sample: _Sample, intents: int) -> np.ndarray:
    """Return (texts × intents) logarithms of shares, of each topic by a model that did not see it."""
    topics = MiniBatchKMeans(_TOPICS, random_state=0, n_init=1).fit_predict(sample.vectors)
    found = np.full((len(sample.labels), intents), -20.0)
    for train, test in GroupKFold(_FOLDS).split(sample.vectors, sample.labels, topics):
        taught = np.zeros(len(sample.labels), dtype=bool)
        taught[train] = True
        on_vector, bias = _fit_linear(sample, taught)
        known = np.unique(sample.labels[taught])
        found[np.ix_(test, known)] = log_softmax(sample.vectors[test] @ on_vector + bias, axis=1)
    return found


def _fit_linear(sample: _Sample, taught: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights, (width × intents), and the bias of each intent."""
    vectors = sample.vectors[taught]
    centre, scale = vectors.mean(axis=0), vectors.std(axis=0).mean()
    learner = LogisticRegression(C=_STRENGTH, max_iter=100, tol=1e-2)
    # Between "all intents alike" and "as often as they are in all": the square root.
    learner.fit((vectors - centre) / scale, sample.labels[taught], np.sqrt(sample.weights[taught]))
    on_vector = learner.coef_.T / scale
    return on_vector.astype(np.float32), (learner.intercept_ - centre @ on_vector).astype(np.float32)


def _fit_trust(sample: _Sample, own: np.ndarray, chinese: bool) -> tuple[np.ndarray, np.ndarray]:  # noqa: FBT001
    """Return the weights of both opinions and a shift for each intent with the smallest log loss."""
    here = sample.chinese == chinese
    first, second, labels = sample.first[here], own[here], sample.labels[here]
    weights = sample.weights[here] / sample.weights[here].mean()
    chosen = np.arange(len(labels)), labels

    def loss(parameters: np.ndarray) -> float:
        total = parameters[0] * first + parameters[1] * second + parameters[2:]
        likelihood = log_softmax(total, axis=1)[chosen]
        return float(-(likelihood * weights).mean()) + 1e-3 * float(np.square(parameters).mean())

    classes = first.shape[1]
    bounds = [(0.0, None), (0.0, _MOST[0 if chinese else 1])] + [(None, None)] * classes
    best = minimize(loss, np.array([1.0, 0.2, *np.zeros(classes)]), bounds=bounds).x
    return best[:2], best[2:]


def _both(
    sample: _Sample, own: np.ndarray, opinion: SecondOpinion, judged: Judged, intents: list[str]
) -> np.ndarray:
    """Return the logarithms of the shares of both opinions where the second is asked, else of the first."""
    sides = np.where(sample.chinese, 0, 1)
    trust = opinion.trust[sides]
    scores = trust[:, :1] * sample.first + trust[:, 1:] * own + opinion.shift[sides]
    alone, _ = judged(np.exp(sample.first), sample.labels)
    asks = [
        opinion.asks(dict(zip(intents, shares.tolist(), strict=True)), float(chinese))
        for shares, chinese in zip(alone, sample.chinese, strict=True)
    ]
    return np.where(np.array(asks)[:, None], log_softmax(scores, axis=1), sample.first)


def _limits(
    sample: _Sample,
    logarithms: np.ndarray,
    chinese: bool,  # noqa: FBT001
    judged: Judged,
    intents: list[str],
) -> np.ndarray:
    """Return from which confidence praise, and from which any other intent, is right as often as wanted."""
    here = sample.chinese == chinese
    read, kept = judged(np.exp(logarithms[here]), sample.labels[here])
    named = np.array(intents)[read.argmax(axis=1)]
    strange = (
        read[:, intents.index(Intent.OUT_OF_SCOPE)] if Intent.OUT_OF_SCOPE in intents else 0 * read[:, 0]
    )
    kept = kept & [not may_be_chit_chat(*one) for one in zip(named, strange, strict=True)]
    right, weights = read.argmax(axis=1) == sample.labels[here], sample.weights[here]
    groups = (
        (kept & (named == Intent.PRAISE), WANTED_OF_PRAISE),
        (kept & (named != Intent.PRAISE), WANTED_ACCURACY[0 if chinese else 1]),
    )
    return np.array(
        [threshold_for(read[a].max(axis=1), right[a], wanted, weights[a]) for a, wanted in groups]
    )
