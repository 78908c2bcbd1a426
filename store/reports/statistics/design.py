"""How many answers the answers are worth, where customers gave more than one.

Answers of one customer resemble each other. An interval that counts them as independent is too short, and a
test that does so raises false alarms.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from store.reports.statistics.distributions import t_quantile

# The 97.5 % quantile of the standard normal distribution: two-sided 95 %.
Z95 = 1.959963984540054
UPPER = 0.975


@dataclass(frozen=True, slots=True)
class Design:
    """How n answers fall on customers; `effect` is the variance of their mean over that of n customers."""

    n: int
    customers: int
    effect: float = 1.0

    @property
    def worth(self) -> float:
        """Return the number of independent answers with the same variance, in the intervals.

        Where customers answered more than once, the effect is estimated, which costs degrees of freedom.
        Source: E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small expected
        number of positive counts estimated from survey data", Survey Methodology 24 (1998), 193–201.
        """
        if self.customers == self.n:
            return float(self.n)
        if self.customers < 2:
            return min(1.0, self.n)
        lost = (Z95 / t_quantile(UPPER, self.customers - 1)) ** 2
        return self.n / self.effect * lost

    @classmethod
    def of(cls, scores: npt.NDArray[np.float64], whose: npt.NDArray[np.int64]) -> Self:
        """Return the design of answers that are scored, each with the number of its customer.

        The variance is that of customers as clusters, a ratio of two sums over customers. It is never taken
        to be smaller than that of independent answers. Source: W. G. Cochran, "Sampling Techniques" (3rd
        edition, 1977), section 9A.2; L. Kish, "Survey Sampling" (1965), for the design effect.
        """
        _, place = np.unique(whose, return_inverse=True)
        n, customers = len(scores), int(place.max()) + 1 if len(place) else 0
        if customers in (0, 1, n):
            return cls(n, customers, float(n) if customers == 1 and n > 1 else 1.0)
        residuals = scores - scores.mean()
        independent = float(residuals @ residuals) * n / (n - 1)
        totals = np.bincount(place, residuals)
        clustered = float(totals @ totals) * customers / (customers - 1)
        return cls(n, customers, max(1.0, clustered / independent) if independent else n / customers)
