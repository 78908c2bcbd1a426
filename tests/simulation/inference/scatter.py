"""The spread of an outlet's scores: how often the interval holds the truth."""

from collections.abc import Iterator

import numpy as np
from scipy.stats import chi2

from store.reports.statistics.spread import Scores, spread
from tests.simulation.inference.draws import RATING, SEED, Numbers
from tests.simulation.inference.intervals import CORRELATIONS, TIMES, Coverage

WIDTH, CUSTOMERS = 4.0, 60
STEPS = np.array(list(RATING.chances), dtype=np.float64)
CHANCES = np.array(list(RATING.chances.values()))
TRUTH = float(np.sqrt(CHANCES @ STEPS**2 - (CHANCES @ STEPS) ** 2))


def spreads(times: int) -> Iterator[Coverage]:
    """Of the textbook (chi-square, which takes scores to be normal and independent), and of the jackknife."""
    for correlation in CORRELATIONS:
        random, held = np.random.default_rng(SEED + 9), np.zeros(2)
        for _ in range(times):
            numbers, whose = RATING.repeated(random, CUSTOMERS, TIMES, correlation)
            held += _textbook(numbers), _jackknife(numbers, whose)
        yield Coverage(f"spread of CSAT scores, correlation {correlation}", *(held / times))


def _textbook(numbers: Numbers) -> bool:
    freedom = len(numbers) - 1
    squares = freedom * float(np.var(numbers, ddof=1))
    low, high = (np.sqrt(squares / chi2.ppf(end, freedom)) for end in (0.975, 0.025))
    return bool(low <= TRUTH <= high)


def _jackknife(numbers: Numbers, whose: Numbers) -> bool:
    found = spread(Scores.of(numbers.astype(np.float64), whose), WIDTH)
    return (
        found is not None
        and found.interval is not None
        and (found.interval.low <= TRUTH <= found.interval.high)
    )
