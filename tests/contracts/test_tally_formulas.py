"""The port `ReadTally`: every formula of the measures reads a tally alike."""

import pytest

from store.reports.sums.measures import OF_TALLY, Measure, ReadTally


@pytest.mark.parametrize("measure", list(OF_TALLY), ids=lambda each: each.value)
def test_a_formula_needs_answers(measure: Measure) -> None:
    formula: ReadTally = OF_TALLY[measure]
    with pytest.raises(ValueError, match="answer"):
        formula({}, design=None)


@pytest.mark.parametrize("measure", list(OF_TALLY), ids=lambda each: each.value)
def test_a_formula_counts_the_answers(measure: Measure) -> None:
    formula: ReadTally = OF_TALLY[measure]
    assert formula({0: 2, 1: 3}).n == 5
