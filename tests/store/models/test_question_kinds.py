"""The table of kinds is complete, and fits together."""

import pytest

from store.models.question_kinds import HIGHEST, KINDS, Distribution, Form, Kind, QuestionKind, Summary
from store.reports.sums.measures import OF_KIND, OF_TALLY, Measure


def test_every_kind_has_a_row() -> None:
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_steps_have_a_scale_and_nothing_else_has_one(kind: QuestionKind) -> None:
    assert (kind.form is Form.STEP) == bool(kind.scale)
    assert (kind.distribution is Distribution.STEPS) == bool(kind.scale)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_good_answers_of_a_share_are_some_of_the_scale(kind: QuestionKind) -> None:
    shares = [figure.good for figure in kind.figures if figure.summary is Summary.SHARE]
    assert [kind.scale[0] < good <= kind.scale[-1] for good in shares] == [True] * len(shares)


def test_kinds_that_are_measured_have_their_measures() -> None:
    assert {kind: measures for kind, measures in OF_KIND.items() if measures} == {
        Kind.RATING: (Measure.CSAT,),
        Kind.CES: (Measure.CES_MEAN, Measure.CES_SHARE),
        Kind.NPS: (Measure.NPS,),
        Kind.YES_NO: (Measure.YES,),
        Kind.ITEM: (Measure.ITEM_MEAN,),
    }


@pytest.mark.parametrize(
    ("measure", "tally", "value"),
    [
        (Measure.CSAT, {3: 1, 4: 1, 5: 2}, 0.75),
        (Measure.CES_SHARE, {4: 1, 5: 1, 7: 2}, 0.75),
        (Measure.CES_MEAN, {1: 0, 4: 1, 6: 1, 7: 0}, 5.0),
        (Measure.YES, {0: 1, 1: 3}, 0.75),
        (Measure.NPS, {6: 1, 8: 1, 9: 1, 10: 1}, 0.25),
    ],
)
def test_measure_is_made_as_the_table_says(measure: Measure, tally: dict[int, int], value: float) -> None:
    assert OF_TALLY[measure](tally).value == value


def test_only_consent_counts_for_nothing() -> None:
    assert [name for name, kind in KINDS.items() if kind.scale and not kind.is_counted] == [Kind.CONSENT]


def test_highest_number_is_that_of_word_of_mouth() -> None:
    assert HIGHEST == 10
