"""The understanding of a text, which `actions` can use without a client."""

from dataclasses import dataclass

from nlu.contract.labels import Aspect, Intent

THRESHOLD = 0.6
"""The confidence from which an answer is trusted if the server does not say (a stock Rasa server)."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """The words of praise and the words of complaint in one message."""

    praise: str
    complaint: str

    @property
    def has_two_sides(self) -> bool:
        """Return whether they differ: where both are the same words, one judgement is read in two ways."""
        return self.praise.strip() != self.complaint.strip()


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one text means: its intent, how sure the model is, every intent it considered, and attributes.

    `confidence` and the shares in `ranking` lie in 0–1; `ranking` is ordered, best first, and begins with
    `intent`. `model` names the model, as far as the server tells ("" if it does not).
    `threshold` is the confidence from which 95 % of the model's answers are right.
    `urgent` says that it cannot wait, `aspects` what the text speaks of, and `mixed` holds both sides of a
    text that praises and complains; a stock Rasa server tells none of these.
    """

    intent: Intent
    confidence: float
    ranking: tuple[tuple[Intent, float], ...]
    model: str
    threshold: float = THRESHOLD
    urgent: bool = False
    aspects: tuple[Aspect, ...] = ()
    mixed: Mixed | None = None

    @property
    def sure(self) -> bool:
        """Return whether to act on it; otherwise the customer is asked."""
        return self.confidence >= self.threshold
