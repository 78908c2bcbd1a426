"""What rests on whose answers they are: designs, the response rate of what is over, and scales."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from store.models.occasions import Occasion
from store.models.question_kinds import KINDS, Summary
from store.reports.statistics.arrays import Real
from store.reports.statistics.design import Design
from store.reports.statistics.formulas import LEAST_PROMOTER, MOST_DETRACTOR, Tally
from store.reports.statistics.moments import Moments
from store.reports.sums.clusters import Clusters
from store.reports.sums.gathering import Meanings
from store.reports.sums.grouping import Grouping
from store.reports.sums.measures import Measure
from store.reports.sums.one_by_one import OneByOne, labelled
from store.reports.sums.scoring import Scoring
from store.reports.sums.sum_columns import ANSWERED, DELIVERED, MINUTE, MISSING, Column, Columns

# A question with its kind, or a survey, and the occasion on which it was asked.
Whose = tuple[str, str, Occasion]
ByGroup = Mapping[str | None, Design]


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


@dataclass(frozen=True, slots=True)
class Grouped:
    """Columns with the group of each invitation; the last clustering takes all groups as one."""

    columns: Columns
    names: tuple[str, ...]
    apart: Clusters
    whole: Clusters

    def named(self, by_place: Mapping[int, Design], whole: Mapping[int, Design]) -> ByGroup:
        """Return the designs by the names of the groups."""
        found: dict[str | None, Design] = {self.names[place]: each for place, each in by_place.items()}
        return found | dict.fromkeys((None,), whole[0]) if whole else found


def by_customer(found: OneByOne, known: Meanings, groups: Grouping, now: datetime | None) -> ByCustomer:
    """Compute everything that needs customers."""
    minute = _minute(now)
    designs: dict[tuple[Whose, Measure], ByGroup] = {}
    response: dict[Occasion, Mapping[str | None, Tally]] = {}
    response_designs: dict[Occasion, ByGroup] = {}
    for occasion, grouped in _by_occasion(found, groups):
        response[occasion], response_designs[occasion] = _response(grouped, minute)
    for whose, grouped in by_question(found, known, groups):
        for measure, each in _designs(grouped, *whose[:2]):
            designs[(whose, measure)] = each
    scales = dict(_scales(found, known, groups))
    return ByCustomer(
        designs,
        {whose: perceived for whose, (perceived, _) in scales.items()},
        {whose: gaps for whose, (_, gaps) in scales.items()},
        response,
        response_designs,
    )


def waiting(found: OneByOne, groups: Grouping, now: datetime | None) -> Mapping[str, tuple[int, int]]:
    """Return by group how many delivered invitations can still be answered, and how many of these were."""
    counts: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for _, grouped in _by_occasion(found, groups):
        for name, (more, early) in _waiting(grouped, _minute(now)):
            counts[name] = counts[name][0] + more, counts[name][1] + early
    return counts


def _minute(now: datetime | None) -> int | None:
    return None if now is None else int(now.astimezone(UTC).timestamp()) // MINUTE


def _grouped(parts: Sequence[tuple[Columns, tuple[str, ...], Column]]) -> Grouped:
    """Several columns in one, with their groups by name."""
    names = tuple(dict.fromkeys(name for _, labels, _ in parts for name in labels))
    places = {name: place for place, name in enumerate(names)}
    group = np.concatenate(
        [np.array([places[name] for name in labels], dtype=np.int64)[codes] for _, labels, codes in parts]
    )
    columns = Columns.joined([each for each, _, _ in parts]) if len(parts) > 1 else parts[0][0]
    customer = columns.fixed["customer"].astype(np.int64)
    apart = Clusters(len(names), group, customer)
    whole = Clusters(1, np.zeros(len(columns), dtype=np.int64), customer)
    return Grouped(columns, names, whole if len(names) == 1 else apart, whole)


def _by_occasion(found: OneByOne, groups: Grouping) -> Iterator[tuple[Occasion, Grouped]]:
    parts = defaultdict(list)
    for source, columns in found.items():
        if len(columns):
            parts[source.occasion].append((_bare(columns), *labelled(source, columns, groups)))
    for occasion, several in parts.items():
        yield occasion, _grouped(several)


def _bare(columns: Columns) -> Columns:
    return Columns(columns.names, columns.fixed, {})


def by_question(found: OneByOne, known: Meanings, groups: Grouping) -> Iterator[tuple[Whose, Grouped]]:
    """The questions that stand for themselves; answers to one question pool over surveys of one occasion."""
    parts = defaultdict(list)
    for source, columns in found.items():
        instrument = known.by_survey.get(source.survey)
        labels = labelled(source, columns, groups)
        for item in instrument.single if instrument else ():
            if item.question in columns.numbers:
                chosen = columns.numbers[item.question] != MISSING
                if chosen.any():
                    one = Columns(
                        columns.names, columns.fixed, {item.question: columns.numbers[item.question]}
                    )
                    whose = (item.question, item.kind, source.occasion)
                    parts[whose].append((one.where(chosen), labels[0], labels[1][chosen]))
    for whose, several in parts.items():
        yield whose, _grouped(several)


def _designs(grouped: Grouped, question: str, kind: str) -> Iterator[tuple[Measure, ByGroup]]:
    numbers = grouped.columns.numbers[question]
    answered = np.ones(len(numbers), dtype=np.bool_)
    for figure in KINDS[kind].figures:
        scores = _scores(numbers, figure.summary, figure.good)
        apart, whole = (each.designs(scores, answered) for each in (grouped.apart, grouped.whole))
        yield Measure(figure.measure), grouped.named(apart, whole)


def _scores(numbers: Column, summary: Summary, good: int) -> Real:
    """What each answer is worth in the figure."""
    match summary:
        case Summary.SHARE:
            return (numbers >= good).astype(np.float64)
        case Summary.MEAN:
            return numbers.astype(np.float64)
        case Summary.BALANCE:
            promoters, detractors = numbers >= LEAST_PROMOTER, numbers <= MOST_DETRACTOR
            return promoters.astype(np.float64) - detractors.astype(np.float64)


def _is_over(grouped: Grouped, minute: int | None) -> npt.NDArray[np.bool_]:
    """Which invitations cannot be answered any more, by time alone: an answer does not end it early.

    Otherwise those that were answered soon would count, and their neighbours that wait would not.
    """
    until = grouped.columns.fixed["until"]
    if minute is None:
        return np.ones(len(until), dtype=np.bool_)
    over: npt.NDArray[np.bool_] = (until == MISSING) | (until <= minute)
    return over


def _response(grouped: Grouped, minute: int | None) -> tuple[Mapping[str | None, Tally], ByGroup]:
    """How many of the invitations that were delivered and are over were answered."""
    state = grouped.columns.fixed["state"]
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
    state = grouped.columns.fixed["state"]
    waits = ((state & DELIVERED) > 0) & ~_is_over(grouped, minute)
    answered = ((state & ANSWERED) > 0).astype(np.int64)
    for name, row in zip(grouped.names, grouped.apart.tallies(answered, waits, 2), strict=True):
        if row.any():
            yield name, (int(row.sum()), int(row[1]))


Scales = tuple[Mapping[str | None, Moments], Mapping[str | None, Moments]]


def _scales(
    found: OneByOne, known: Meanings, groups: Grouping
) -> Iterator[tuple[tuple[str, Occasion], Scales]]:
    for source, columns in found.items():
        scoring = known.scorings.get(source.survey)
        if scoring is not None and len(columns):
            grouped = _grouped([(columns, *labelled(source, columns, groups))])
            perceived = {item.question: _perceived(columns, item.question) for item in scoring.items}
            gaps = {item.question: _gap(columns, item.question, item.expected) for item in scoring.pairs}
            yield (
                (source.survey, source.occasion),
                (_moments(grouped, scoring, perceived), _moments(grouped, scoring, gaps) if gaps else {}),
            )


NOTHING_GIVEN = np.iinfo(np.int64).min


def _perceived(columns: Columns, question: str) -> Column | None:
    column = columns.numbers.get(question)
    return None if column is None else np.where(column == MISSING, NOTHING_GIVEN, column.astype(np.int64))


def _gap(columns: Columns, perceived: str, expected: str | None) -> Column | None:
    one, two = columns.numbers.get(perceived), columns.numbers.get(expected or "")
    if one is None or two is None:
        return None
    both = (one != MISSING) & (two != MISSING)
    return np.where(both, one.astype(np.int64) - two, NOTHING_GIVEN)


def _moments(
    grouped: Grouped, scoring: Scoring, numbers: Mapping[str, Column | None]
) -> Mapping[str | None, Moments]:
    dimensions, n = scoring.dimensions, len(grouped.columns)
    sums, counts = np.zeros((2, len(dimensions), n), dtype=np.int64)
    for item in scoring.items:
        column = numbers.get(item.question)
        if column is not None and item.dimension is not None:
            given, place = column != NOTHING_GIVEN, dimensions.index(item.dimension)
            sums[place] += np.where(given, column, 0)
            counts[place] += given
    apart = grouped.apart.moments(dimensions, sums, counts)
    whole = grouped.whole.moments(dimensions, sums, counts)
    found: dict[str | None, Moments] = {grouped.names[place]: each for place, each in apart.items()}
    return found | dict.fromkeys((None,), whole[0]) if whole else found
