"""How many answers the answers are worth, where customers gave more than one.

Answers of one customer resemble each other. An interval that counts them as independent is too short, and a
test that does so raises false alarms.
"""

from dataclasses import dataclass

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
