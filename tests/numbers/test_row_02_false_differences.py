"""Row 2: at most 6 of 100 pages name an outlet that differs where none does, over all measures of a page."""

import pytest

from tests.simulation.inference.alarms import FAMILY, false_alarms
from tests.simulation.inference.draws import EASY, RECOMMEND, SEED, Population

TIMES = 150


@pytest.mark.parametrize(
    ("populations", "k", "n"),
    [((RECOMMEND,), 8, 10), ((RECOMMEND,), 40, 10), ((EASY,), 8, 30), (FAMILY, 8, 30)],
)
def test_equal_outlets_seldom_differ(populations: tuple[Population, ...], k: int, n: int) -> None:
    found = false_alarms("", populations, (k, n), TIMES, SEED)
    assert found.after <= 0.06


def test_the_former_tests_named_too_many() -> None:
    assert false_alarms("", FAMILY, (8, 30), 50, SEED).before > 0.3
