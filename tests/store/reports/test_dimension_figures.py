"""The numbers of a scale of several items."""

from store.reports.dimension_figures import Scaled, reliabilities, scaled
from store.reports.statistics.moments import Moments, Sums
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.measures import Measure
from store.reports.sums.scoring import Scoring
from tests.store.reports.moments_by_hand import Totals, moments_of

PAIRS = Scoring(
    Instrument(
        "servqual",
        (
            Item("kept_perceived", "servqual", "reliability", "kept_expected"),
            Item("exact_perceived", "servqual", "reliability", "exact_expected"),
            Item("kind_perceived", "servqual", "empathy", "kind_expected"),
        ),
        {"reliability": 0.75, "empathy": 0.25},
    )
)
PLAIN = Scoring(Instrument("servperf", (Item("a", "rating", "empathy"), Item("b", "rating", "empathy")), {}))

Sheet = dict[str, int]


def summed(scoring: Scoring, *sheets: Sheet) -> Sums:
    return [sum(numbers) for numbers in zip(*map(scoring.of_one, sheets), strict=True)]


def moments(scoring: Scoring, numbers: list[Sheet]) -> Moments:
    """The moments of customers, each with numbers by question."""
    totals = []
    for sheet in numbers:
        given: dict[str, list[int]] = {}
        for item in scoring.items:
            if item.question in sheet and item.dimension is not None:
                given.setdefault(item.dimension, []).append(sheet[item.question])
        totals.append(Totals({name: (sum(each), len(each)) for name, each in given.items()}))
    return moments_of(totals, scoring.dimensions)


def scales(scoring: Scoring, *sheets: Sheet) -> list[Scaled]:
    gaps = [
        {
            item.question: sheet[item.question] - sheet[item.expected]
            for item in scoring.pairs
            if item.expected is not None and sheet.keys() >= {item.question, item.expected}
        }
        for sheet in sheets
    ]
    found = moments(scoring, gaps) if scoring.pairs else None
    return list(scaled(scoring, moments(scoring, [*sheets]), found))


def values(scoring: Scoring, *sheets: Sheet) -> dict[tuple[Measure, str | None], tuple[int, float]]:
    """Return n and value by measure and dimension."""
    found = scales(scoring, *sheets)
    return {(about.measure, about.dimension): (mean.n, mean.value) for about, mean in found}


FULL = {
    "kept_perceived": 3,
    "kept_expected": 5,
    "exact_perceived": 4,
    "exact_expected": 4,
    "kind_perceived": 5,
    "kind_expected": 4,
}


def test_gaps_are_perception_less_expectation_and_weighted() -> None:
    assert values(PAIRS, FULL) == {
        (Measure.SERVPERF, "reliability"): (1, 3.5),
        (Measure.SERVPERF, "empathy"): (1, 5.0),
        (Measure.GAP, "reliability"): (1, -1.0),
        (Measure.GAP, "empathy"): (1, 1.0),
        (Measure.GAP_UNWEIGHTED, None): (1, 0.0),
        (Measure.GAP_WEIGHTED, None): (1, -0.5),
    }


def test_whole_takes_answers_about_every_dimension() -> None:
    half = {name: number for name, number in FULL.items() if name.startswith("kept")}
    assert values(PAIRS, half) == {
        (Measure.SERVPERF, "reliability"): (1, 3.0),
        (Measure.GAP, "reliability"): (1, -2.0),
    }


def test_perception_without_its_expectation_is_no_gap() -> None:
    assert values(PAIRS, {"kind_perceived": 2}) == {(Measure.SERVPERF, "empathy"): (1, 2.0)}


def test_survey_of_perceptions_has_no_gaps() -> None:
    assert values(PLAIN, {"a": 4, "b": 5}, {"a": 1}) == {(Measure.SERVPERF, "empathy"): (2, 10 / 3)}


def test_interval_stays_on_the_scale() -> None:
    ((_, mean),) = scales(PLAIN, {"a": 5, "b": 5}, {"a": 5, "b": 4})
    assert mean.interval is not None
    assert mean.interval.high == 5


def test_alpha_is_of_complete_answers_that_differ() -> None:
    differing = summed(PLAIN, {"a": 1, "b": 2}, {"a": 5, "b": 4}, {"a": 3})
    assert [
        (about.measure, about.survey, about.dimension, found.n)
        for about, found in reliabilities(PLAIN, differing)
    ] == [(Measure.ALPHA, "servperf", None, 2), (Measure.ALPHA, "servperf", "empathy", 2)]
    alike = summed(PLAIN, {"a": 3, "b": 3}, {"a": 3, "b": 3})
    assert [*reliabilities(PLAIN, alike)] == []
