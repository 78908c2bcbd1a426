"""Sheets become sums, and sums become the numbers of a scale."""

from store.reports.statistics.moments import ItemSums
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.scoring import Scoring

PAIRS = Scoring(
    Instrument(
        "servqual",
        (
            Item("may_we", "consent"),
            Item("kept_perceived", "servqual", "reliability", "kept_expected"),
            Item("exact_perceived", "servqual", "reliability", "exact_expected"),
            Item("kind_perceived", "servqual", "empathy", "kind_expected"),
        ),
        {"reliability": 0.5, "empathy": 0.5},
    )
)
SHEET = {
    "kept_expected": 5,
    "kept_perceived": 3,
    "exact_perceived": 4,
    "kind_expected": 4,
    "kind_perceived": 5,
}


def test_sums_are_of_scales() -> None:
    sums = PAIRS.of_one(SHEET)
    assert len(sums) == PAIRS.size
    assert dict(PAIRS.reliabilities(sums)) == {
        None: ItemSums.of([((3, 4, 5), 1)]),
        "reliability": ItemSums.of([((3, 4), 1)]),
    }


def test_sheet_without_items_adds_nothing() -> None:
    assert not any(PAIRS.of_one({"may_we": 1}))


def test_survey_without_pairs_has_no_gaps() -> None:
    items = (Item("a", "rating", "reliability"), Item("b", "rating", "empathy"))
    scoring = Scoring(Instrument("servperf", items, {}))
    assert scoring.pairs == ()
    assert len(scoring.of_one({"a": 1, "b": 5})) == scoring.size
    assert list(scoring.scales) == [None]


def test_meaning_follows_dimensions_and_expectations() -> None:
    moved = Item("kind_perceived", "servqual", "reliability", "kind_expected")
    other = Scoring(Instrument("servqual", (*PAIRS.instrument.items[:3], moved), {}))
    assert other.meaning != PAIRS.meaning
