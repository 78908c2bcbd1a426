"""The thresholds of a language: from which score, and with which lead, an entry is said or offered.

They are chosen from trials on held-out questions (`trials`). Held-out variants come from the hand that
wrote the entry, so they are nearer to it than customers' questions; therefore more is asked of them than of
an answer in the talk, and a threshold stays near the one that authored customers' questions gave.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PRECISION = 0.92  # of answers to held-out questions
NULLS_ANSWERED = 0.04  # of questions that no entry answers
FEWEST = 30  # held-out questions with an answer; with fewer the reference thresholds hold
REACH = 0.05  # how far a calibrated threshold may be from the reference
MARGINS = (0.03, 0.05, 0.08, 0.12)  # without a lead, customers choose


@dataclass(frozen=True, slots=True)
class HeldOutTrial:
    """A question whose entry is known, None for one that no entry answers."""

    score: float
    margin: float
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`answer` and `margin` say when the best entry is said, `offer` when entries are offered."""

    answer: float
    margin: float
    offer: float

    def answers(self, score: float, margin: float) -> bool:
        """Whether the best entry is said at once."""
        return score >= self.answer and margin >= self.margin

    def is_near(self, score: float) -> bool:
        """Whether a score is nearer to that of an answer than to that of an offer."""
        return score >= (self.answer + self.offer) / 2


def calibrate(trials: Sequence[HeldOutTrial], reference: Thresholds) -> Thresholds:
    """Return the thresholds that answer most questions within the limits of wrong answers."""
    known = [each for each in trials if each.is_right is not None]
    nulls = [each for each in trials if each.is_right is None]
    if len(known) < FEWEST:
        return reference
    steps = np.arange(reference.answer - REACH, reference.answer + REACH + 0.001, 0.01)
    tried = [Thresholds(float(step), margin, reference.offer) for step in steps for margin in MARGINS]
    within = [each for each in tried if _is_within(each, known, nulls)]
    strictest = Thresholds(reference.answer + REACH, reference.margin, reference.offer)
    return max(within, key=lambda each: (_answered(each, known), each.answer, each.margin), default=strictest)


def _is_within(thresholds: Thresholds, known: Sequence[HeldOutTrial], nulls: Sequence[HeldOutTrial]) -> bool:
    said = [each for each in known if thresholds.answers(each.score, each.margin)]
    right = sum(bool(each.is_right) for each in said)
    return right >= PRECISION * len(said) and _answered(thresholds, nulls) <= NULLS_ANSWERED * len(nulls)


def _answered(thresholds: Thresholds, trials: Sequence[HeldOutTrial]) -> int:
    return sum(thresholds.answers(each.score, each.margin) for each in trials)
