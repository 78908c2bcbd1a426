"""Whether a candidate is worse than the running model, or than the best of the last models."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

CHANCE = 0.05
"""Below this probability, chance does not explain that one model is wrong more often."""

TOLERATED = 0.01
"""Losses too small to prove add up over many candidates, so accuracy may fall by this much at most…"""

LARGE = 200
"""…on a set of at least this many messages; on a smaller set one message would decide."""


@dataclass(frozen=True)
class Trial:
    """Two models on the same `n` messages.

    Both are right on `right` messages, only the running one on `broken`, only the candidate on `fixed`.
    `chance` is the one-sided exact McNemar probability of at least `broken` if both models were equally good.
    Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", Psychometrika 12 (1947), 153–157; the exact form is the sign test on the messages about
    which the models disagree. `rival` is the same trial against the strongest of the last models.
    """

    name: str
    n: int
    right: int
    fixed: int
    broken: int
    rival: "Trial | None" = None

    @classmethod
    def of(cls, name: str, running: Sequence[bool], candidate: Sequence[bool]) -> "Trial":
        """Count from whether each model is right on each message."""
        pairs = list(zip(running, candidate, strict=True))
        return cls(
            name,
            len(pairs),
            right=pairs.count((True, True)),
            fixed=pairs.count((False, True)),
            broken=pairs.count((True, False)),
        )

    @property
    def before(self) -> float:
        """Return the accuracy of the running model, 0–1; 0 without messages."""
        return (self.right + self.broken) / self.n if self.n else 0.0

    @property
    def after(self) -> float:
        """Return the accuracy of the candidate, 0–1; 0 without messages."""
        return (self.right + self.fixed) / self.n if self.n else 0.0

    @property
    def chance(self) -> float:
        """Return P(at least `broken` of the disagreements speak against the candidate)."""
        split = self.fixed + self.broken
        return float(sum(math.comb(split, count) for count in range(self.broken, split + 1)) / 2**split)

    @property
    def worse(self) -> bool:
        """Return whether the candidate is refused on these messages."""
        lost = self.n >= LARGE and self.before - self.after > TOLERATED
        behind = self.rival is not None and self.rival.worse
        return lost or self.chance < CHANCE or behind

    @property
    def best(self) -> float:
        """Return the accuracy that the candidate is measured against, 0–1."""
        return max(self.before, self.rival.before) if self.rival else self.before
