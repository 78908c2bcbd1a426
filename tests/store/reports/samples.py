"""Random answers, and the same answers one by one for libraries that want them so."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from store.reports.statistics.design import Design
from store.reports.sums.clusters import Clusters


def counts(most: int = 500) -> st.SearchStrategy[tuple[int, int]]:
    """Successes and n."""
    return st.integers(1, most).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def tallies(lowest: int, highest: int, least: int = 2) -> st.SearchStrategy[dict[int, int]]:
    """How often each step of a scale was answered; never unanimous."""
    steps = range(lowest, highest + 1)
    each = st.fixed_dictionaries({step: st.integers(0, 40) for step in steps})
    return each.filter(
        lambda tally: sum(tally.values()) >= least and max(tally.values()) < sum(tally.values())
    )


def one_by_one(tally: Mapping[int, int]) -> list[int]:
    """Each answer by itself."""
    return [number for number, count in tally.items() for _ in range(count)]


def design_of(scores: npt.NDArray[np.float64], whose: npt.NDArray[np.int64]) -> Design:
    """The design of answers that are scored, each with the number of its customer."""
    together = Clusters(1, np.zeros(len(scores), dtype=np.int64), whose)
    return together.designs(scores, np.ones(len(scores), dtype=np.bool_)).get(0, Design(0, 0))
