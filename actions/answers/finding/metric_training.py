"""Training of the metric: linear discriminant analysis over topics, in closed form.

Within-topic scatter is shrunk towards a sphere (Friedman 1989, Regularized discriminant analysis), whitened,
and the directions between the topics' means are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actions.answers.finding.metric import Metric, unit
from actions.answers.finding.text_encoder import Vectors
from nlu.contract.labels import Language

SHRINKAGE = 0.6
KEPT = 100
SHARPNESS = 14.0
TOPIC_SHARE = 1.0


@dataclass(frozen=True, slots=True)
class TopicPhrase:
    """A way to ask about a topic."""

    topic: str
    language: Language
    text: str


def train_metric(phrases: Sequence[TopicPhrase], vectors: Vectors, parts: tuple[int, ...]) -> Metric:
    """Return the metric that separates the topics of these phrases."""
    languages = np.array([each.language.value for each in phrases])
    means = {each: vectors[languages == each.value].mean(axis=0) for each in Language}
    blank = Metric(parts, means, np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32), 0, 0)
    centred = np.empty_like(vectors)
    for language in Language:
        chosen = languages == language.value
        centred[chosen] = blank.centred(vectors[chosen], language)
    _, number = np.unique([each.topic for each in phrases], return_inverse=True)
    middles = np.array([centred[number == topic].mean(axis=0) for topic in range(number.max() + 1)])
    directions = _directions(centred - middles[number], middles)
    return Metric(parts, means, directions, unit(middles @ directions), SHARPNESS, TOPIC_SHARE)


def _directions(within: Vectors, middles: Vectors) -> NDArray[np.float32]:
    scatter = within.T @ within / len(within)
    round_share = np.trace(scatter) / len(scatter)
    scatter = (1 - SHRINKAGE) * scatter + SHRINKAGE * round_share * np.eye(len(scatter))
    widths, axes = np.linalg.eigh(scatter)
    whitening = axes / np.sqrt(widths)
    _, _, between = np.linalg.svd((middles - middles.mean(axis=0)) @ whitening, full_matrices=False)
    return np.asarray(whitening @ between[:KEPT].T, np.float32)
