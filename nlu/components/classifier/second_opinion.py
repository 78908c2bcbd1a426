"""The second opinion: weighs the first reading of a text together with its vector of another encoder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import log_softmax, softmax


@dataclass(frozen=True)
class SecondOpinion:
    """A linear model of vectors, and how much either opinion counts in each language, Chinese first.

    `on_vector` is (width × intents), `bias` (intents). `trust` is (2 × 2): the weights of the first and of
    the second opinion; `shift` is (2 × intents). `ask_below` are the confidences of the first opinion below
    which the second is asked, `thresholds` those from which the answer of both is trusted.
    """

    on_vector: np.ndarray
    bias: np.ndarray
    trust: np.ndarray
    shift: np.ndarray
    ask_below: np.ndarray
    thresholds: np.ndarray

    def log_shares(self, vectors: np.ndarray) -> np.ndarray:
        """Return the logarithms of what the vectors alone say, (texts × intents)."""
        return np.asarray(log_softmax((vectors @ self.on_vector + self.bias).astype(np.float64), axis=1))

    def joined(self, first: np.ndarray, vectors: np.ndarray, han: np.ndarray) -> np.ndarray:
        """Return (texts × intents) probabilities from those of the first opinion."""
        shares = np.stack([han, 1 - han], axis=1)
        trust = shares @ self.trust
        known = np.log(np.maximum(first, np.finfo(np.float64).tiny))
        scores = trust[:, :1] * known + trust[:, 1:] * self.log_shares(vectors) + shares @ self.shift
        return np.asarray(softmax(scores, axis=1))

    def unsure(self, confidence: np.ndarray, han: np.ndarray) -> np.ndarray:
        """Return where the first opinion, with this confidence, is not enough."""
        return np.asarray(confidence < han * self.ask_below[0] + (1 - han) * self.ask_below[1])

    def threshold(self, han: float) -> float:
        """Return the confidence from which an answer to such a text is trusted."""
        return float(han * self.thresholds[0] + (1 - han) * self.thresholds[1])

    def save(self, path: Path) -> None:
        """Write plain numbers."""
        np.savez(path, **vars(self))

    @classmethod
    def read(cls, path: Path) -> SecondOpinion | None:
        """Read what `save` wrote; None if there is no second opinion."""
        if not path.exists():
            return None
        with np.load(path, allow_pickle=False) as stored:
            return cls(**{name: stored[name] for name in stored.files})
