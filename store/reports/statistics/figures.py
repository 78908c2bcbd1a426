"""A number with all that it takes to judge it: its formula, how many answers, and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum

from store.reports.statistics.formulas import ENOUGH, Balance, Mean, Share
from store.reports.statistics.intervals import Interval
from store.reports.statistics.scales import Reliability


class Formula(StrEnum):
    """How a number and its interval were made; the functions of the same names tell the sources."""

    CSAT = "csat: share of 4 and 5 of 5, Wilson"
    NPS = "nps: promoters less detractors, Dirichlet"
    CES_MEAN = "ces: mean of 1 to 7, Dirichlet"
    CES_SHARE = "ces: share of 5 to 7 of 7, Wilson"
    YES = "share of yes, Wilson"
    ITEM_MEAN = "item: mean of 1 to 5, Dirichlet"
    ITEM_DIFFERENCE = "item less another item of the same customer, Dirichlet"
    SPREAD = "standard deviation of the scores of an outlet, jackknife over customers on the log"
    SERVPERF = "servperf: mean perception per customer, Student t"
    GAP = "servqual: mean of perception less recalled expectation of complete pairs, Student t"
    GAP_UNWEIGHTED = "servqual: plain mean of the gaps of all dimensions, recalled, linearised variance"
    GAP_WEIGHTED = "servqual: sum of weights times gaps of all dimensions, recalled, linearised variance"
    GAP_BEFORE = "servqual: mean of perception less expectation asked before the service, Student t"
    GAP_BEFORE_WEIGHTED = "servqual: sum of weights times gaps, expectation asked before, linearised variance"
    ALPHA = "cronbach alpha of customers who answered all items, Feldt"
    RESPONSE_RATE = "answered of delivered, Wilson"
    MEAN = "mean, Student t"
    RECOVERY = "second score less first score of the same case, paired Student t"
    EXPECTED = "second score that is expected without a remedy, regression on the first score"
    NET = "second score less the one expected without a remedy, paired Student t with the line's own error"
    SHARE_CHANGE = "difference of shares, Newcombe"
    MEAN_CHANGE = "difference of means, Welch"
    NPS_CHANGE = "difference of balances, sum of variances"
    SHRUNKEN = "normal-normal shrinkage on the arcsine of the scale with uncertain spread"
    SHRUNKEN_SHARE = "normal-normal shrinkage of arcsines with uncertain spread"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of n answers of so many customers with a 95 % interval.

    Without an answer there is no value, and with too few answers or customers no interval. Shares run from 0
    to 1 and balances from −1 to 1; means and gaps are in steps of their scale.
    """

    formula: Formula
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    customers: int | None = None

    @property
    def group_size(self) -> int:
        """How many customers can be told from each other behind n, at most."""
        return self.n if self.customers is None else self.customers

    @property
    def is_enough(self) -> bool:
        """Whether there are enough answers to compare or to act on."""
        return are_enough(self.n, self.customers) and self.low is not None


def are_enough(n: int, customers: int | None = None) -> bool:
    """Whether so many answers of so many customers say enough to compare or to act on."""
    return min(n, n if customers is None else customers) >= ENOUGH


def figure(formula: Formula, result: Mean | Share | Balance | Reliability) -> Figure:
    """Return the result of a formula under its name."""
    design = None if isinstance(result, Reliability) else result.design
    customers = None if design is None else design.customers
    return with_interval(formula, result.n, result.value, result.interval, customers)


def with_interval(
    formula: Formula, n: int, value: float, interval: Interval | None, customers: int | None = None
) -> Figure:
    """Return a value and its interval under a formula's name.

    Of too few answers the interval is left out: at such sizes it holds the truth less often than it says.
    """
    if interval is None or not are_enough(n, customers):
        return Figure(formula, n, value, customers=customers)
    return Figure(formula, n, value, interval.low, interval.high, customers)
