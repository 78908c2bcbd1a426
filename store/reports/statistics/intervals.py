"""Intervals: how far a number that was measured on n answers may be from the truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from store.reports.statistics.design import UPPER, Z95
from store.reports.statistics.distributions import beta_quantile, f_quantile, t_quantile

LOWER = 0.025
PRIORS = (1, 2)  # answers, spread over all steps of a scale


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % confidence interval."""

    low: float
    high: float

    def within(self, low: float, high: float) -> "Interval":
        """The part of it that is possible at all."""
        return Interval(max(self.low, float(low)), min(self.high, float(high)))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    interval: Interval


def wilson(successes: float, n: float) -> Interval:
    """The 95 % score interval of a share, between 0 and 1, without continuity correction.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927), 209–212. It holds for small n and for shares near 0 and 1,
    where the textbook interval fails: L. D. Brown, T. T. Cai and A. DasGupta, "Interval Estimation for a
    Binomial Proportion", Statistical Science 16 (2001), 101–133.

    Raises:
        ValueError: n is not positive, or successes are not between 0 and n.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"no share: {successes} of {n}")
    share = successes / n
    scale = 1 + Z95**2 / n
    centre = (share + Z95**2 / (2 * n)) / scale
    margin = Z95 * sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2)) / scale
    # A share of 0 or 1 is its own bound; rounding must not put it outside of its interval.
    return Interval(min(centre - margin, share), max(centre + margin, share)).within(0.0, 1.0)


def unanimous(value: float, n: float, lowest: float, highest: float) -> Interval:
    """The 95 % interval of a mean where all n answers are the same, on a scale with these ends.

    Such answers have no spread, so that every interval built on spread would be empty, and claim certainty.
    At most as many customers think otherwise as Wilson's interval for "all of n" leaves; in the worst case
    they all stand at one end of the scale.

    Raises:
        ValueError: n is not positive.
    """
    sure = wilson(n, n).low
    return Interval(sure * value + (1 - sure) * lowest, sure * value + (1 - sure) * highest)


def bounded(tally: Mapping[int, float]) -> Interval:
    """Return the 95 % interval of the mean of a tally that knows every step of its scale.

    Few customers who nearly agree leave a spread that is much too small, so Student's interval holds the
    truth too rarely there, and it leaves the scale. Here the shares of the steps have a Dirichlet
    distribution around what was seen, their mean is close to a beta distribution on the scale, and the
    interval is what the beta distributions of two weak priors cover together: one answer in all, and two,
    spread over the steps. Sources: W. Perks, "Some observations on inverse probability including a new
    indifference rule", Journal of the Institute of Actuaries 73 (1947), 285–334 (the prior of one answer);
    A. Gelman and others, "Bayesian Data Analysis" (3rd edition, 2013), section 3.4.

    Raises:
        ValueError: the scale has fewer than two steps, or there are no answers.
    """
    if len(tally) < 2 or not sum(tally.values()) > 0:
        raise ValueError(f"no mean of a scale: {len(tally)} steps, {sum(tally.values())} answers")
    around = [_beta_of(tally, prior / len(tally)) for prior in PRIORS]
    return Interval(min(each.low for each in around), max(each.high for each in around))


def _beta_of(tally: Mapping[int, float], prior: float) -> Interval:
    """The interval of the beta distribution that has the mean and the variance of the Dirichlet's mean."""
    lowest, width = min(tally), max(tally) - min(tally)
    places = [((step - lowest) / width, count + prior) for step, count in tally.items()]
    whole = sum(count for _, count in places)
    mean = sum(place * count for place, count in places) / whole
    variance = (sum(place**2 * count for place, count in places) / whole - mean**2) / (whole + 1)
    size = mean * (1 - mean) / variance - 1
    ends = (beta_quantile(end, mean * size, (1 - mean) * size) for end in (LOWER, UPPER))
    return Interval(*(lowest + width * end for end in ends))


def newcombe(first: tuple[float, float], second: tuple[float, float]) -> Interval:
    """The 95 % interval of the second share less the first, each given as successes and n.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions:
    comparison of eleven methods", Statistics in Medicine 17 (1998), 873–890: method 10, which squares and
    adds the arms of the two Wilson intervals.

    Raises:
        ValueError: see `wilson`.
    """
    around_old, around_new = wilson(*first), wilson(*second)
    old, new = first[0] / first[1], second[0] / second[1]
    return around_difference(old, around_old, new, around_new).within(-1.0, 1.0)


def around_difference(old: float, around_old: Interval, new: float, around_new: Interval) -> Interval:
    """The 95 % interval of new less old from the intervals of both: their arms, squared and added.

    Source: G. Y. Zou and A. Donner, "Construction of confidence limits about effect measures: a general
    approach", Statistics in Medicine 27 (2008), 1693–1702.
    """
    down = sqrt((new - around_new.low) ** 2 + (around_old.high - old) ** 2)
    up = sqrt((around_new.high - new) ** 2 + (old - around_old.low) ** 2)
    return Interval(new - old - down, new - old + up)


def feldt(alpha: float, items: int, n: int) -> Interval:
    """The 95 % interval of Cronbach's alpha of so many items, answered by n customers each.

    Source: L. S. Feldt, "The approximate sampling distribution of Kuder–Richardson reliability coefficient
    twenty", Psychometrika 30 (1965), 357–370; (1 − true)/(1 − measured) follows F with n − 1 and
    (n − 1)(items − 1) degrees of freedom.

    Raises:
        ValueError: there are fewer than two items or customers.
    """
    if items < 2 or n < 2:
        raise ValueError(f"no reliability: {items} items, {n} customers")
    freedom = (n - 1, (n - 1) * (items - 1))
    return Interval(
        1 - (1 - alpha) * f_quantile(UPPER, *freedom), 1 - (1 - alpha) * f_quantile(LOWER, *freedom)
    )


def student(freedom: float) -> float:
    """The 97.5 % quantile of Student's t distribution; degrees of freedom may be broken numbers.

    Raises:
        ValueError: there is no degree of freedom.
    """
    if freedom <= 0:
        raise ValueError("a single value has no spread")
    return t_quantile(UPPER, freedom)
