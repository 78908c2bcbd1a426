"""What rests on whose answers they are: designs, the response rate of what is over, and scales."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from store.models.occasions import Occasion
from store.models.question_kinds import KINDS
from store.reports.statistics.formulas import Tally
from store.reports.statistics.moments import Moments
from store.reports.sums.gathering import Meanings, Source
from store.reports.sums.grouped_sources import ByGroup, Grouped, GroupedSources
from store.reports.sums.measures import Measure, figure_scores
from store.reports.sums.scoring import Scoring
from store.reports.sums.sum_columns import ANSWERED, DELIVERED, MINUTE, MISSING, Column, Columns

# A question with its kind, or a survey, and the occasion on which it was asked.
Whose = tuple[str, str, Occasion]


@dataclass(frozen=True, slots=True)
class ByCustomer:
    """By group; None is everything together.

    `designs` are of each question, kind, occasion and measure; `response` counts invitations whose time is
    over.
    """

    designs: Mapping[tuple[Whose, Measure], ByGroup]
    perceptions: Mapping[tuple[str, Occasion], Mapping[str | None, Moments]]
    gaps: Mapping[tuple[str, Occasion], Mapping[str | None, Moments]]
    response: Mapping[Occasion, Mapping[str | None, Tally]]
    response_designs: Mapping[Occasion, ByGroup]


def by_customer(sources: GroupedSources, known: Meanings, now: datetime | None) -> ByCustomer:
    """Compute everything that needs customers."""
    minute = _minute(now)
    designs: dict[tuple[Whose, Measure], ByGroup] = {}
    response: dict[Occasion, Mapping[str | None, Tally]] = {}
    response_designs: dict[Occasion, ByGroup] = {}
    for occasion, several in sources.by_occasion.items():
        response[occasion], response_designs[occasion] = _response(sources.together(several), minute)
    for whose, grouped, numbers in by_question(sources, known):
        for measure, each in _designs(grouped, numbers, whose[1]):
            designs[(whose, measure)] = each
    scales = dict(_scales(sources, known))
    return ByCustomer(
        designs,
        {whose: perceived for whose, (perceived, _) in scales.items()},
        {whose: gaps for whose, (_, gaps) in scales.items()},
        response,
        response_designs,
    )


def waiting(sources: GroupedSources, now: datetime | None) -> Mapping[str, tuple[int, int]]:
    """Return by group how many delivered invitations can still be answered, and how many of these were.

    Those about bookings are left out, as they are from funnels.
    """
    counts: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    ended = (several for each, several in sources.by_occasion.items() if each is not Occasion.BOOKING)
    for several in ended:
        for name, (more, early) in _waiting(sources.together(several), _minute(now)):
            counts[name] = counts[name][0] + more, counts[name][1] + early
    return counts


def _minute(now: datetime | None) -> int | None:
    return None if now is None else int(now.astimezone(UTC).timestamp()) // MINUTE


def by_question(sources: GroupedSources, known: Meanings) -> Iterator[tuple[Whose, Grouped, Column]]:
    """Yield the questions that stand for themselves, with their invitations and the answers of these.

    Answers to one question pool over surveys of one occasion.
    """
    asking: defaultdict[Whose, tuple[Source, ...]] = defaultdict(tuple)
    for source, columns in sources.found.items():
        instrument = known.by_survey.get(source.survey)
        for item in instrument.single if instrument else ():
            if item.question in columns.numbers:
                asking[(item.question, item.kind, source.occasion)] += (source,)
    for whose, several in asking.items():
        numbers = sources.numbers(several, whose[0])
        if (numbers != MISSING).any():
            yield whose, sources.together(several), numbers


def _designs(grouped: Grouped, numbers: Column, kind: str) -> Iterator[tuple[Measure, ByGroup]]:
    answered = numbers != MISSING
    for figure in KINDS[kind].figures:
        scores = figure_scores(figure, numbers)
        apart = grouped.apart.designs(scores, answered)
        whole = apart if len(grouped.names) == 1 else grouped.whole.designs(scores, answered)
        yield Measure(figure.measure), grouped.named(apart, whole)


def _is_over(grouped: Grouped, minute: int | None) -> npt.NDArray[np.bool_]:
    """Which invitations cannot be answered any more, by time alone: an answer does not end it early.

    Otherwise those that were answered soon would count, and their neighbours that wait would not.
    """
    until = grouped.fixed["until"]
    if minute is None:
        return np.ones(len(until), dtype=np.bool_)
    over: npt.NDArray[np.bool_] = (until == MISSING) | (until <= minute)
    return over


def _response(grouped: Grouped, minute: int | None) -> tuple[Mapping[str | None, Tally], ByGroup]:
    """How many of the invitations that were delivered and are over were answered."""
    state = grouped.fixed["state"]
    counted = ((state & DELIVERED) > 0) & _is_over(grouped, minute)
    answered = ((state & ANSWERED) > 0).astype(np.int64)
    apart = grouped.apart.tallies(answered, counted, 2)
    (whole,) = grouped.whole.tallies(answered, counted, 2)
    tallies: dict[str | None, Tally] = {
        name: {0: int(row[0]), 1: int(row[1])}
        for name, row in zip(grouped.names, apart, strict=True)
        if row.any()
    }
    tallies[None] = {0: int(whole[0]), 1: int(whole[1])}
    scores = answered.astype(np.float64)
    designs = (each.designs(scores, counted) for each in (grouped.apart, grouped.whole))
    return tallies, grouped.named(*designs)


def _waiting(grouped: Grouped, minute: int | None) -> Iterator[tuple[str, tuple[int, int]]]:
    state = grouped.fixed["state"]
    waits = ((state & DELIVERED) > 0) & ~_is_over(grouped, minute)
    answered = ((state & ANSWERED) > 0).astype(np.int64)
    for name, row in zip(grouped.names, grouped.apart.tallies(answered, waits, 2), strict=True):
        if row.any():
            yield name, (int(row.sum()), int(row[1]))


Scales = tuple[Mapping[str | None, Moments], Mapping[str | None, Moments]]
# Which invitations have a number, and the number, which means nothing where there is none.
Given = tuple[npt.NDArray[np.bool_], Column]


def _scales(sources: GroupedSources, known: Meanings) -> Iterator[tuple[tuple[str, Occasion], Scales]]:
    for source, columns in sources.found.items():
        scoring = known.scorings.get(source.survey)
        if scoring is not None and len(columns):
            grouped = sources.together((source,))
            perceived = {item.question: _perceived(columns, item.question) for item in scoring.items}
            gaps = {item.question: _gap(columns, item.question, item.expected) for item in scoring.pairs}
            yield (
                (source.survey, source.occasion),
                (_moments(grouped, scoring, perceived), _moments(grouped, scoring, gaps) if gaps else {}),
            )


def _perceived(columns: Columns, question: str) -> Given | None:
    column = columns.numbers.get(question)
    return None if column is None else (column != MISSING, column)


def _gap(columns: Columns, perceived: str, expected: str | None) -> Given | None:
    one, two = columns.numbers.get(perceived), columns.numbers.get(expected or "")
    if one is None or two is None:
        return None
    return (one != MISSING) & (two != MISSING), one.astype(np.int64) - two


def _moments(
    grouped: Grouped, scoring: Scoring, numbers: Mapping[str, Given | None]
) -> Mapping[str | None, Moments]:
    dimensions = scoring.dimensions
    sums, counts = np.zeros((2, len(dimensions), len(grouped)), dtype=np.int64)
    for item in scoring.items:
        given = numbers.get(item.question)
        if given is not None and item.dimension is not None:
            place = dimensions.index(item.dimension)
            sums[place] += np.where(*given, 0)
            counts[place] += given[0]
    apart = grouped.apart.moments(dimensions, sums, counts)
    whole = apart if len(grouped.names) == 1 else grouped.whole.moments(dimensions, sums, counts)
    found: dict[str | None, Moments] = {grouped.names[place]: each for place, each in apart.items()}
    return found | dict.fromkeys((None,), whole[0]) if whole else found
