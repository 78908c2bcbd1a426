"""A second look at texts that may carry a flag: their vectors beside those of texts that taught."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy.special import logit


@dataclass(frozen=True)
class SecondLook:
    """A support vector machine over vectors, weighed together with the first model's log odds.

    `taught` are the support vectors, `strength` the weight of each and, last, the bias; `narrowness` is that
    of the kernel. `trust` holds the weights of both opinions and a bias. `look_from` is the first probability
    from which it is worth the time; `thresholds` are log odds, those of Chinese first.
    """

    taught: np.ndarray
    strength: np.ndarray
    narrowness: np.ndarray
    trust: np.ndarray
    look_from: np.ndarray
    thresholds: np.ndarray

    def raised(self, probable: np.ndarray, vectors: np.ndarray, han: np.ndarray) -> np.ndarray:
        """Return whether each text carries the flag, by the first model's probability and its vector."""
        total = log_odds(probable) * self.trust[0] + self.margin(vectors) * self.trust[1] + self.trust[2]
        return np.asarray(total >= han * self.thresholds[0] + (1 - han) * self.thresholds[1])

    def margin(self, vectors: np.ndarray) -> np.ndarray:
        """Return on which side of the machine's border each vector lies, and how far."""
        apart = np.square(vectors).sum(axis=1)[:, None] + self._squares
        apart = np.maximum(apart - 2 * vectors @ self.taught.T, 0)
        return np.asarray(np.exp(-self.narrowness * apart) @ self.strength[:-1] + self.strength[-1])

    @cached_property
    def _squares(self) -> np.ndarray:
        return np.asarray(np.square(self.taught).sum(axis=1))

    def save(self, path: Path) -> None:
        """Write plain numbers."""
        np.savez(path, **asdict(self))

    @classmethod
    def read(cls, path: Path) -> SecondLook | None:
        """Read what `save` wrote; None if there is none."""
        if not path.exists():
            return None
        with np.load(path, allow_pickle=False) as stored:
            return cls(**{name: stored[name] for name in stored.files})


def log_odds(probable: np.ndarray) -> np.ndarray:
    """Return the logarithms of the odds, of certainties too."""
    return np.asarray(logit(np.clip(probable, 1e-6, 1 - 1e-6)))
