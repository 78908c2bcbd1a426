"""The understanding of a text, which `actions` can use without a client."""

from dataclasses import dataclass

from nlu.contract.labels import Intent

THRESHOLD = 0.6
"""The confidence from which an answer is trusted if the server does not say (a stock Rasa server)."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """The recognised intent of one text, how sure the model is, and every intent it considered.

    `confidence` and the shares in `ranking` lie in 0–1; `ranking` is ordered, best first, and begins with
    `intent`. `model` names the model, as far as the server tells ("" if it does not).
    `threshold` is the confidence from which 95 % of the model's answers are right.
    """

    intent: Intent
    confidence: float
    ranking: tuple[tuple[Intent, float], ...]
    model: str
    threshold: float = THRESHOLD

    @property
    def sure(self) -> bool:
        """Return whether to act on it; otherwise the customer is asked."""
        return self.confidence >= self.threshold
