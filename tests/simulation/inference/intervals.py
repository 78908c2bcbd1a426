"""How often intervals hold the truth: of few answers, of skewed ones, and of customers who answer again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from store.reports.statistics.changes import Result
from store.reports.statistics.design import Design
from store.reports.statistics.formulas import Tally, mean, net_promoters, share_at_least
from store.reports.statistics.intervals import wilson
from tests.simulation.inference.draws import (
    EASY,
    EFFORT,
    LOVED,
    PLEASED,
    RATING,
    RECOMMEND,
    SEED,
    Numbers,
    Population,
)
from tests.simulation.inference.former import normal_interval, student_interval

CORRELATIONS = (0.1, 0.36, 0.81)
CUSTOMERS, TIMES = 60, 3
SMALL = (10, 30, 100)
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the former interval and the present one held the truth."""

    what: str
    before: float
    after: float


def _csat(tally: Tally, design: Design | None = None) -> Result:
    return share_at_least(tally, 4, design)


FORMULAS: Mapping[str, Callable[[Tally, Design | None], Result]] = {
    "csat": _csat,
    "nps": net_promoters,
    "ces": mean,
}


def former(population: Population, scores: Numbers) -> tuple[float, float]:
    """The interval that reports gave before."""
    match population.measure:
        case "csat":
            around = wilson(int(scores.sum()), len(scores))
            return around.low, around.high
        case "nps":
            return normal_interval(scores)
        case _:
            return student_interval(scores)


def coverage(
    what: str, population: Population, draw: Callable[[], tuple[Numbers, Numbers]], times: int
) -> Coverage:
    """Draw answers so often, and look where the truth is."""
    held = np.zeros(2)
    for _ in range(times):
        answers, whose = draw()
        design = population.design(answers, whose)
        result = FORMULAS[population.measure](population.tally(answers), design)
        assert result.interval is not None
        ends = former(population, population.scores(answers)), (result.interval.low, result.interval.high)
        held += [low - ROUNDING <= population.truth <= high + ROUNDING for low, high in ends]
    return Coverage(what, *(held / times))


def repeated_answers(times: int) -> Iterator[Coverage]:
    """Row 1: three answers of each customer, more and less alike."""
    random = np.random.default_rng(SEED)
    for population in (RATING, RECOMMEND, EFFORT):
        for correlation in CORRELATIONS:
            yield coverage(
                f"{population.name}, correlation {correlation}",
                population,
                lambda: population.repeated(random, CUSTOMERS, TIMES, correlation),  # noqa: B023 - used at once
                times,
            )


def few_answers(times: int) -> Iterator[Coverage]:
    """Row 3: few answers, and answers that are nearly all the same."""
    random = np.random.default_rng(SEED + 1)
    for population in (PLEASED, RECOMMEND, LOVED, EFFORT, EASY):
        for n in SMALL:
            yield coverage(
                f"{population.name}, n = {n}",
                population,
                lambda: (population.draw(random, n), np.arange(n)),  # noqa: B023 - used at once
                times,
            )
