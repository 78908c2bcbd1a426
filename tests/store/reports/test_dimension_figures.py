"""The numbers of a scale of several items."""

from store.reports.dimension_figures import Scaled, reliabilities, scaled
from store.reports.statistics.moments import Sums
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.measures import Measure
from store.reports.sums.scoring import Scoring

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


def summed(scoring: Scoring, *sheets: dict[str, int]) -> Sums:
    return [sum(numbers) for numbers in zip(*map(scoring.of_one, sheets), strict=True)]


def scales(scoring: Scoring, sums: Sums) -> list[Scaled]:
    gaps = scoring.gaps(sums) if scoring.pairs else None
    return list(scaled(scoring, scoring.perceptions(sums), gaps))


def values(scoring: Scoring, sums: Sums) -> dict[tuple[Measure, str | None], tuple[int, float]]:
    """Return n and value by measure and dimension."""
    return {(about.measure, about.dimension): (mean.n, mean.value) for about, mean in scales(scoring, sums)}


FULL = {
    "kept_perceived": 3,
    "kept_expected": 5,
    "exact_perceived": 4,
    "exact_expected": 4,
    "kind_perceived": 5,
    "kind_expected": 4,
}


def test_gaps_are_perception_less_expectation_and_weighted() -> None:
    assert values(PAIRS, summed(PAIRS, FULL)) == {
        (Measure.SERVPERF, "reliability"): (1, 3.5),
        (Measure.SERVPERF, "empathy"): (1, 5.0),
        (Measure.GAP, "reliability"): (1, -1.0),
        (Measure.GAP, "empathy"): (1, 1.0),
        (Measure.GAP_UNWEIGHTED, None): (1, 0.0),
        (Measure.GAP_WEIGHTED, None): (1, -0.5),
    }


def test_whole_takes_answers_about_every_dimension() -> None:
    half = {name: number for name, number in FULL.items() if name.startswith("kept")}
    assert values(PAIRS, summed(PAIRS, half)) == {
        (Measure.SERVPERF, "reliability"): (1, 3.0),
        (Measure.GAP, "reliability"): (1, -2.0),
    }


def test_perception_without_its_expectation_is_no_gap() -> None:
    assert values(PAIRS, summed(PAIRS, {"kind_perceived": 2})) == {(Measure.SERVPERF, "empathy"): (1, 2.0)}


def test_survey_of_perceptions_has_no_gaps() -> None:
    sums = summed(PLAIN, {"a": 4, "b": 5}, {"a": 1})
    assert values(PLAIN, sums) == {(Measure.SERVPERF, "empathy"): (2, 10 / 3)}


def test_interval_stays_on_the_scale() -> None:
    sums = summed(PLAIN, {"a": 5, "b": 5}, {"a": 5, "b": 4})
    ((_, mean),) = scales(PLAIN, sums)
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
