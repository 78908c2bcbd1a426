"""Row 4: fair estimates and their intervals stay inside the scale."""

from hypothesis import given
from hypothesis import strategies as st

from store.reports.comparison import Compared, compare
from store.reports.statistics.formulas import Tally, mean, net_promoters
from store.reports.sums.measures import Measure, Subject

TOP = dict.fromkeys(range(1, 7), 0)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(10, 400)), min_size=3, max_size=8))
def test_no_estimate_leaves_the_scale(groups: list[tuple[int, int]]) -> None:
    efforts: dict[str, Tally] = {str(at): TOP | {6: few, 7: n} for at, (few, n) in enumerate(groups)}
    scores: dict[str, Tally] = {str(at): {10: n, 8: few, 0: few} for at, (few, n) in enumerate(groups)}
    found = compare(
        [
            Compared(Subject(Measure.CES_MEAN), mean, efforts),
            Compared(Subject(Measure.NPS), net_promoters, scores),
        ]
    )
    for comparison, (lowest, highest) in zip(found, ((1, 7), (-1, 1)), strict=True):
        for standing in comparison.standings:
            fair = standing.shrunken
            assert fair is not None
            assert None not in (fair.low, fair.value, fair.high)
            assert lowest <= (fair.low or 0) <= (fair.value or 0) <= (fair.high or 0) <= highest
