"""The second opinion: weighs the first reading of a text together with its vector of another encoder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import log_softmax, softmax

from nlu.components.classifier.talk_prior import POINT_BACK
from nlu.contract.labels import MAIN_INTENTS, Intent

_MATTER = (*MAIN_INTENTS, *POINT_BACK)
_LIKELY = 0.5
_CHIT_CHAT = 0.1
"""A matter that is chit-chat with at least this probability is not trusted: chit-chat opens no case."""


@dataclass(frozen=True)
class SecondOpinion:
    """A linear model of vectors, and how much either opinion counts in each language, Chinese first.

    `on_vector` is (width × intents), `bias` (intents). `trust` is (2 × 2): the weights of the first and of
    the second opinion; `shift` is (2 × intents). `ask_below` are the confidences from which the first opinion
    alone is trusted, and `thresholds` those from which the answer of both is, each (2 × 2): of praise, since
    thanks for a grievance hurt most, and of everything else.
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

    def asks(self, shares: Mapping[str, float], han: float) -> bool:
        """Return whether the first opinion, with these shares, is not enough.

        Of what is hardly about a matter, the second knows no more than the first.
        """
        intent = _leading(shares)
        if sum(shares.get(one, 0.0) for one in _MATTER) < _LIKELY:
            return False
        if may_be_chit_chat(intent, shares.get(Intent.OUT_OF_SCOPE, 0.0)):
            return True
        return shares[intent] < _limit(self.ask_below, intent, han)

    def threshold(self, shares: Mapping[str, float], han: float) -> float:
        """Return the confidence from which the intent that leads these shares is trusted."""
        intent = _leading(shares)
        if may_be_chit_chat(intent, shares.get(Intent.OUT_OF_SCOPE, 0.0)):
            return 1.0
        return _limit(self.thresholds, intent, han)

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


def _leading(shares: Mapping[str, float]) -> str:
    return max(shares, key=lambda name: shares[name])


def _limit(limits: np.ndarray, intent: str, han: float) -> float:
    of_praise, of_the_rest = han * limits[0] + (1 - han) * limits[1]
    return float(of_praise if intent == Intent.PRAISE else of_the_rest)


def may_be_chit_chat(intent: str, out_of_scope: float) -> bool:
    """Return whether a text that reads as one of the main intents may be about no service at all."""
    return intent in MAIN_INTENTS and out_of_scope >= _CHIT_CHAT
