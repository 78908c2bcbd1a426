"""Customers who answered a question about a service twice: how scores move without a remedy."""

from collections import Counter

import numpy as np

from store.models.occasions import Occasion
from store.models.question_kinds import BEFORE_AND_AFTER
from store.reports.statistics.formulas import Tally
from store.reports.statistics.regression import Expectation, expectation
from store.reports.sums.gathering import Meanings
from store.reports.sums.one_by_one import OneByOne
from store.reports.sums.sum_columns import MISSING


def expected_without_remedy(found: OneByOne, known: Meanings) -> Expectation | None:
    """Return how the next score follows from the first, from the first two answers of each customer.

    Some of these customers had a case in between. So the effect of a remedy is rather taken to be too small
    than too large.
    """
    repeats, scores = Counter[tuple[int, int]](), Counter[int]()
    for source, columns in found.items():
        instrument = known.by_survey.get(source.survey)
        if instrument is None or source.occasion is not Occasion.SERVICE:
            continue
        for item in instrument.single:
            numbers = columns.numbers.get(item.question)
            if item.kind == BEFORE_AND_AFTER and numbers is not None:
                chosen = numbers != MISSING
                customers, asked = columns.fixed["customer"][chosen], columns.fixed["asked"][chosen]
                scores.update(_tally(numbers[chosen]))
                repeats.update(_first_two(customers, asked, numbers[chosen]))
    return expectation(repeats, scores)


def _tally(numbers: np.typing.NDArray[np.int64]) -> Tally:
    steps, counts = np.unique(numbers, return_counts=True)
    return dict(zip(steps.tolist(), counts.tolist(), strict=True))


def _first_two(
    customers: np.typing.NDArray[np.int64],
    asked: np.typing.NDArray[np.int64],
    numbers: np.typing.NDArray[np.int64],
) -> Counter[tuple[int, int]]:
    """The first and second score of each customer who has two, counted."""
    order = np.lexsort((asked, customers))
    whose, given = customers[order], numbers[order]
    begins = np.flatnonzero(np.concatenate(([True], whose[1:] != whose[:-1])))
    twice = begins[(begins + 1 < len(whose))]
    twice = twice[whose[np.minimum(twice + 1, len(whose) - 1)] == whose[twice]]
    return Counter(zip(given[twice].tolist(), given[twice + 1].tolist(), strict=True))
