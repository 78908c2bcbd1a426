"""Control charts of shares: whether a week is out of what the weeks before it lead to expect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt

FEWEST = 8  # points that the limits rest on
WIDTH, WARNING = 3.0, 2.0  # standard errors
RANGES = 1.128  # the mean of the range of two, in standard deviations (d2)
RUN, TREND = 8, 6


class SignalRule(StrEnum):
    """Why a point is a signal."""

    BEYOND = "beyond"  # outside of the limits, at three standard errors
    TWO_OF_THREE = "two_of_three"  # two of three beyond two standard errors on one side
    RUN = "run"  # eight in a row on one side of the centre
    TREND = "trend"  # six in a row, each higher or each lower than the one before


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of n are of a kind in a week; `customers` is whose they are, where that is known."""

    week: str
    count: int
    n: int
    customers: int | None = None

    @property
    def share(self) -> float:
        """Their part, 0 to 1."""
        return self.count / self.n

    @property
    def group_size(self) -> int:
        """How many customers can be told from each other behind n, at most."""
        return self.n if self.customers is None else self.customers


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A week with the limits of its own size, and the rules by which it is a signal; `is_high` says where."""

    counted: Counted
    low: float
    high: float
    rules: tuple[SignalRule, ...] = ()
    is_high: bool = False


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The weeks of a share. `dispersion` is 1 where they vary as chance lets them, and more where not."""

    centre: float
    dispersion: float
    points: tuple[ChartPoint, ...]

    @property
    def last(self) -> ChartPoint:
        """The newest week."""
        return self.points[-1]


def control_chart(weeks: Sequence[Counted]) -> ControlChart | None:
    """Return the chart of weeks in their order; None where fewer than nine have answers.

    Centre and dispersion are those of all weeks but the newest, which is judged by them. Limits lie three
    standard errors from the centre, widened by the dispersion where weeks vary more than chance lets them.
    Where all or none of the former weeks are of the kind, chance is not zero for that: the centre is then the
    middle of Wilson's interval at three standard errors, and weeks like the former ones lie on it.
    Sources: W. A. Shewhart, "Economic Control of Quality of Manufactured Product" (1931), for the p chart;
    D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002), 531–537, for p′;
    Western Electric, "Statistical Quality Control Handbook" (1956), rules 1, 2 and 4; L. S. Nelson, "The
    Shewhart control chart: tests for special causes", Journal of Quality Technology 16 (1984), 237–239, for
    the trend; E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
    of the American Statistical Association 22 (1927), 209–212, for the middle (x + z²/2) / (n + z²).
    """
    counted = [week for week in weeks if week.n]
    former = counted[:-1]
    if len(former) < FEWEST:
        return None
    count, n = sum(week.count for week in former), sum(week.n for week in former)
    share = count / n
    centre = share if 0 < count < n else (count + WIDTH**2 / 2) / (n + WIDTH**2)
    dispersion = max(1.0, _dispersion([_score(week, centre) for week in former]))
    places = [0.0 if week.share == share else _score(week, centre) / dispersion for week in counted]
    points = tuple(
        _point(week, centre, dispersion, tuple(_rules(places[: at + 1], counted[: at + 1])))
        for at, week in enumerate(counted)
    )
    return ControlChart(centre, dispersion, points)


def _score(week: Counted, centre: float) -> float:
    """How many standard errors of its own size a week is away from the centre."""
    return (week.share - centre) / sqrt(centre * (1 - centre) / week.n)


def _dispersion(scores: Sequence[float]) -> float:
    """The standard deviation of the scores, from the ranges of neighbours: a slow drift does not widen it."""
    ranges = [abs(one - two) for one, two in pairwise(scores)]
    return sum(ranges) / len(ranges) / RANGES


def _point(week: Counted, centre: float, dispersion: float, rules: tuple[SignalRule, ...]) -> ChartPoint:
    margin = WIDTH * dispersion * sqrt(centre * (1 - centre) / week.n)
    low, high = max(centre - margin, 0.0), min(centre + margin, 1.0)
    return ChartPoint(week, low, high, rules, is_high=week.share > centre)


def _rules(places: Sequence[float], weeks: Sequence[Counted]) -> Iterator[SignalRule]:
    """The rules that the last of these places breaks, together with those before it."""
    side = 1 if places[-1] > 0 else -1
    sided = [place * side for place in places]
    if sided[-1] > WIDTH:
        yield SignalRule.BEYOND
    if sided[-1] > WARNING and sum(place > WARNING for place in sided[-3:]) >= 2:
        yield SignalRule.TWO_OF_THREE
    if len(sided) >= RUN and all(place > 0 for place in sided[-RUN:]):
        yield SignalRule.RUN
    shares = [week.share for week in weeks[-TREND:]]
    steps = [two - one for one, two in pairwise(shares)]
    if len(shares) == TREND and (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        yield SignalRule.TREND
