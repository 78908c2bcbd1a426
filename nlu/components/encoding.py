"""Sentence vectors of the training messages, on all cores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlu.components.process_pool import count, spread
from nlu.components.sentence_encoder import WIDTH, SentenceEncoder


def encoded(texts: Sequence[str]) -> np.ndarray:
    """(texts × 512) vectors of length 1. Every n-th text goes to one process, so that all have equal work."""
    shares = count()
    vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
    for share, found in enumerate(spread(_encoded, [texts[share::shares] for share in range(shares)])):
        vectors[share::shares] = found
    return vectors


def _encoded(texts: Sequence[str]) -> np.ndarray:
    return np.asarray(SentenceEncoder().encode(list(texts)))
