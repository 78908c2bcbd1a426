"""Late answers less early ones, where they do not differ: how often the interval holds that."""

from collections.abc import Iterator

import numpy as np

from store.reports.late_answers import Split, TimedAnswer, compare_waves
from store.reports.statistics.changes import change
from store.reports.statistics.formulas import share_at_least
from store.reports.sums.instruments import Instrument, Item
from tests.simulation.inference.draws import RATING, SEED
from tests.simulation.inference.intervals import CORRELATIONS, Coverage

CUSTOMERS, TIMES, GOOD = 90, 3, 4
ITEM = Item("satisfaction", "rating")
SURVEY = Instrument("post_service", (ITEM,), {})


def late_and_early(times: int) -> Iterator[Coverage]:
    """Three answers of each customer, who is quick or slow by habit, more and less alike."""
    for correlation in CORRELATIONS:
        random, held = np.random.default_rng(SEED + 8), np.zeros(2)
        for _ in range(times):
            held += _holds(_answers(random, correlation))
        yield Coverage(f"CSAT, correlation {correlation}", *(held / times))


def _answers(random: np.random.Generator, correlation: float) -> list[TimedAnswer]:
    numbers, customers = RATING.repeated(random, CUSTOMERS, TIMES, correlation)
    habit = np.repeat(random.exponential(size=CUSTOMERS), TIMES)
    seconds = habit * random.exponential(size=len(numbers))
    rows = zip(customers.tolist(), numbers.tolist(), seconds.tolist(), strict=True)
    return [TimedAnswer(customer, number, each, is_reminded=False) for customer, number, each in rows]


def _holds(answers: list[TimedAnswer]) -> tuple[bool, bool]:
    """Of independent answers as one may think, and with customers as clusters."""
    (found,) = [each for each in compare_waves(SURVEY, ITEM, answers) if each.split is Split.THIRDS]
    present = found.line.change.figure
    ordered = sorted(answers, key=lambda each: each.seconds)
    size = len(ordered) // 3
    early, late = (
        share_at_least(
            {0: sum(each.number < GOOD for each in wave), 1: sum(each.number >= GOOD for each in wave)}, 1
        )
        for wave in (ordered[:size], ordered[-size:])
    )
    naive = change(early, late).figure
    return _has_none(naive.low, naive.high), _has_none(present.low, present.high)


def _has_none(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low <= 0 <= high
