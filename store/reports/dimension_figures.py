"""The numbers of surveys that measure dimensions by several items: SERVPERF, SERVQUAL, reliability."""

from collections.abc import Iterator, Sequence

from store.reports.statistics.formulas import Mean
from store.reports.statistics.moments import Moments, Sums
from store.reports.statistics.scales import Reliability, alpha, dimension_mean, weighted_mean
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.scoring import Scoring

Scaled = tuple[Subject, Mean]


def scaled(scoring: Scoring, perceptions: Moments | None, gaps: Moments | None) -> Iterator[Scaled]:
    """Return all that the moments of one survey come to; what has no answers is missing."""
    instrument = scoring.instrument
    if perceptions is not None:
        yield from _means(instrument, Measure.SERVPERF, _ends(scoring.items), perceptions)
    if scoring.pairs and gaps is not None:
        lowest, highest = _ends(scoring.pairs)
        width = highest - lowest
        yield from _means(instrument, Measure.GAP, (-width, width), gaps)
        yield from _overall(instrument, (-width, width), gaps)


def reliabilities(scoring: Scoring, sums: Sums) -> Iterator[tuple[Subject, Reliability]]:
    """Alpha of the perceptions: of each dimension with several items, and of the whole scale.

    It tells of the questions and not of the groups, so it is made of all sheets together.
    """
    for name, items in scoring.reliabilities(sums):
        try:
            reliability = alpha(items)
        except ValueError:  # no complete answers, or all of them equal
            continue
        yield Subject(Measure.ALPHA, survey=scoring.instrument.survey_key, dimension=name), reliability


def _means(
    instrument: Instrument, measure: Measure, ends: tuple[int, int], moments: Moments
) -> Iterator[Scaled]:
    for name in instrument.dimensions:
        if moments.customers(name):
            subject = Subject(measure, survey=instrument.survey_key, dimension=name)
            yield subject, dimension_mean(moments, name, *ends)


def _overall(instrument: Instrument, ends: tuple[int, int], gaps: Moments) -> Iterator[Scaled]:
    """All dimensions in one, which takes answers about each of them."""
    dimensions = instrument.dimensions
    if not all(gaps.customers(name) for name in dimensions):
        return
    even = {name: 1 / len(dimensions) for name in dimensions}
    for measure, weights in (
        (Measure.GAP_UNWEIGHTED, even),
        (Measure.GAP_WEIGHTED, instrument.weights),
    ):
        subject = Subject(measure, survey=instrument.survey_key)
        yield subject, weighted_mean(gaps, weights, *ends)


def _ends(items: Sequence[Item]) -> tuple[int, int]:
    return min(item.ends[0] for item in items), max(item.ends[1] for item in items)
