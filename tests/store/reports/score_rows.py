"""A score sheet of three outlets, made by hand."""

from store.reports.score_parts import ScorePart
from store.reports.score_sheet import ScoredBy, ScoreSheet, filled
from store.reports.statistics.intervals import Estimate, Interval

WEIGHTS = {
    ScoredBy.SATISFACTION: 60.0,
    ScoredBy.RECOVERY: 0.0,
    ScoredBy.PROMISES: 40.0,
    ScoredBy.CHECKS: 20.0,
    ScoredBy.COURTESY: 0.0,
}


def part(value: float, arm: float = 0.05, n: int = 100) -> ScorePart:
    """A part with an interval of equal arms."""
    return ScorePart(n, Estimate(value, Interval(value - arm, value + arm)))


def three_outlets() -> ScoreSheet:
    """North is clearly the best, south the worst, and =east lacks promises; no outlet has spot checks."""
    return filled(
        {
            ScoredBy.SATISFACTION: {
                "north": part(0.9),
                "south": part(0.6),
                "=east": part(0.95),
                "–": part(0.1),
            },
            ScoredBy.RECOVERY: {"north": part(0.2)},
            ScoredBy.PROMISES: {"north": part(0.8), "south": part(0.5), "=east": ScorePart(3, None)},
            ScoredBy.CHECKS: {"north": ScorePart(9, None), "west": ScorePart(2, None)},
            ScoredBy.COURTESY: {},
        },
        WEIGHTS,
    )
