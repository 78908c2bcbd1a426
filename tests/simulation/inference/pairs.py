"""The result less the process of the same customers: how often the interval holds the truth, none."""

from collections.abc import Iterator

import numpy as np

from store.reports.statistics.changes import change
from store.reports.statistics.formulas import mean
from tests.simulation.inference.draws import RATING, SEED, Numbers
from tests.simulation.inference.intervals import CORRELATIONS, ROUNDING, Coverage
from tests.store.reports.samples import design_of

CUSTOMERS = 60
WIDEST = 4


def item_differences(times: int) -> Iterator[Coverage]:
    """As if other customers had answered each item, and of pairs; a customer is asked three times."""
    for correlation in CORRELATIONS:
        random, held = np.random.default_rng(SEED + 10), np.zeros(2)
        for _ in range(times):
            first, whose = RATING.repeated(random, CUSTOMERS, 3, correlation)
            second, _ = RATING.repeated(random, CUSTOMERS, 3, correlation)
            held += _apart(first, second), _paired(second - first, whose)
        yield Coverage(f"item less item, correlation {correlation}", *(held / times))


def _apart(first: Numbers, second: Numbers) -> bool:
    figure = change(mean(RATING.tally(first)), mean(RATING.tally(second))).figure
    return figure.low is not None and figure.high is not None and figure.low <= 0 <= figure.high


def _paired(differences: Numbers, whose: Numbers) -> bool:
    steps = range(-WIDEST, WIDEST + 1)
    tally = {step: int((differences == step).sum()) for step in steps}
    around = mean(tally, design_of(differences.astype(np.float64), whose)).interval
    return around is not None and around.low - ROUNDING <= 0 <= around.high + ROUNDING
