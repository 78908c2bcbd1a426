"""The numbers of surveys that measure dimensions by several items: SERVPERF, SERVQUAL, reliability."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from store.reports.formulas import Mean
from store.reports.instruments import Instrument, Item
from store.reports.measures import Measure, Subject
from store.reports.scales import Reliability, Sheet, Totals, alpha, dimension_mean, weighted_mean
from store.reports.tallies import Sheets, numbered

Scaled = tuple[Subject, Mean]


def scaled(instrument: Instrument, sheets: Sheets) -> Iterator[Scaled]:
    """All that the sheets of one survey come to; what nobody answered is missing."""
    items = instrument.scale
    pairs = tuple(item for item in items if item.expected is not None)
    yield from _means(instrument, Measure.SERVPERF, _ends(items), _perceptions(items, sheets))
    if pairs:
        lowest, highest = _ends(pairs)
        width = highest - lowest
        gaps = _gaps(items, pairs, sheets)
        yield from _means(instrument, Measure.GAP, (-width, width), gaps)
        yield from _overall(instrument, (-width, width), gaps)


def reliabilities(instrument: Instrument, sheets: Sheets) -> Iterator[tuple[Subject, Reliability]]:
    """Alpha of the perceptions: of each dimension with several items, and of the whole scale.

    It tells of the questions and not of the groups, so it is made of all sheets together.
    """
    items = instrument.scale
    scales: Mapping[str | None, list[int]] = {
        None: list(range(len(items))),
        **{
            name: [place for place, item in enumerate(items) if item.dimension == name]
            for name in instrument.dimensions
        },
    }
    for name, places in scales.items():
        chosen = [(tuple(sheet[place] for place in places), count) for sheet, count in sheets.items()]
        try:
            reliability = alpha(chosen)
        except ValueError:  # a single item, nobody who answered all, or nobody who differs
            continue
        yield Subject(Measure.ALPHA, survey=instrument.survey_key, dimension=name), reliability


def _means(
    instrument: Instrument, measure: Measure, ends: tuple[int, int], totals: Sequence[Totals]
) -> Iterator[Scaled]:
    answered = {name for each in totals for name in each.items}
    for name in instrument.dimensions:
        if name in answered:
            subject = Subject(measure, survey=instrument.survey_key, dimension=name)
            yield subject, dimension_mean(totals, name, *ends)


def _overall(instrument: Instrument, ends: tuple[int, int], gaps: Sequence[Totals]) -> Iterator[Scaled]:
    """All dimensions in one, which takes answers about each of them."""
    dimensions = instrument.dimensions
    if {name for each in gaps for name in each.items} != set(dimensions):
        return
    even = {name: 1 / len(dimensions) for name in dimensions}
    for measure, weights in (
        (Measure.GAP_UNWEIGHTED, even),
        (Measure.GAP_WEIGHTED, instrument.weights),
    ):
        subject = Subject(measure, survey=instrument.survey_key)
        yield subject, weighted_mean(gaps, weights, *ends)


def _perceptions(items: Sequence[Item], sheets: Sheets) -> list[Totals]:
    return [_totals(items, sheet[: len(items)], count) for sheet, count in sheets.items()]


def _gaps(items: Sequence[Item], pairs: Sequence[Item], sheets: Sheets) -> list[Totals]:
    """Perception less expectation where both are given; the expectations follow the items in a sheet."""
    places = {question: place for place, question in enumerate(numbered(items))}
    found = []
    for sheet, count in sheets.items():
        halves = [(sheet[places[pair.question]], sheet[places[pair.expected or ""]]) for pair in pairs]
        gaps = tuple(
            None if perceived is None or expected is None else perceived - expected
            for perceived, expected in halves
        )
        found.append(_totals(pairs, gaps, count))
    return found


def _totals(items: Sequence[Item], numbers: Sheet, customers: int) -> Totals:
    sums: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for item, number in zip(items, numbers, strict=True):
        if number is not None and item.dimension is not None:
            sums[item.dimension] += number
            counts[item.dimension] += 1
    return Totals({name: (sums[name], counts[name]) for name in counts}, customers)


def _ends(items: Sequence[Item]) -> tuple[int, int]:
    return min(item.ends[0] for item in items), max(item.ends[1] for item in items)
