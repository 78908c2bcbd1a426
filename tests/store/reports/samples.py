"""Random answers, and the same answers one by one for libraries that want them so."""

from collections.abc import Mapping

from hypothesis import strategies as st


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
