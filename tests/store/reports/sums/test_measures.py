"""What can be measured, and how the answers to one question are added up."""

import pytest

from store.models.question_kinds import Kind
from store.reports.statistics.figures import Formula
from store.reports.sums.measures import FORMULAS, OF_TALLY, Measure, Subject, on_scale, pooled


def test_every_measure_has_its_formula() -> None:
    assert set(FORMULAS) == set(Measure)
    assert Subject(Measure.GAP, survey="servqual", dimension="empathy").formula is Formula.GAP


@pytest.mark.parametrize(
    ("kind", "tally", "expected"),
    [
        (Kind.RATING, {5: 2}, {1: 0, 2: 0, 3: 0, 4: 0, 5: 2}),
        (Kind.RATING, {0: 9, 3: 1, 6: 9}, {1: 0, 2: 0, 3: 1, 4: 0, 5: 0}),
        (Kind.YES_NO, {}, {0: 0, 1: 0}),
        (Kind.TEXT, {1: 1}, {}),
    ],
)
def test_tally_knows_the_whole_scale_and_nothing_else(
    kind: Kind, tally: dict[int, int], expected: dict[int, int]
) -> None:
    assert on_scale(kind, tally) == expected


def test_tallies_are_added_by_number() -> None:
    first, second = {1: 2, 5: 1}, {5: 3, 4: 0}
    assert pooled([first, second]) == {1: 2, 4: 0, 5: 4}
    assert (pooled([]), first) == ({}, {1: 2, 5: 1})


def test_response_rate_is_the_share_of_answered_invitations() -> None:
    share = OF_TALLY[Measure.RESPONSE_RATE]({0: 3, 1: 1})
    assert (share.n, share.value) == (4, 0.25)


def test_unanimous_share_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="there are no answers"):
        OF_TALLY[Measure.CSAT](on_scale(Kind.RATING, {}))
