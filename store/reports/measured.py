"""Everything that was measured in a scope: added up there, calculated here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.question_kinds import BEFORE_AND_AFTER
from store.reports.answer_counts import AnswerCount, answer_counts
from store.reports.answered_by import ScoreOfTalks, scores_of_talks
from store.reports.constructs.outlet_spread import outlet_spread
from store.reports.constructs.paired_items import paired_items
from store.reports.constructs.prior_expectations import prior_gaps
from store.reports.dimension_figures import reliabilities, scaled
from store.reports.funnel import Funnel, funnel, together
from store.reports.repeat_answers import expected_without_remedy
from store.reports.statistics.changes import Result
from store.reports.statistics.design import Design
from store.reports.statistics.formulas import Tally
from store.reports.statistics.regression import Expectation
from store.reports.statistics.scales import Reliability
from store.reports.sums.by_customer import ByCustomer, by_customer, waiting
from store.reports.sums.gathering import Gathered, Meanings, Source, Stored, add_up, meanings, read
from store.reports.sums.grouped_sources import GroupedSources
from store.reports.sums.grouping import By, Grouping
from store.reports.sums.instruments import Instrument
from store.reports.sums.measures import (
    OF_KIND,
    OF_TALLY,
    Measure,
    PooledQuestion,
    Subject,
    on_scale,
    pooled,
    told,
)
from store.reports.sums.one_by_one import gather_columns
from store.reports.sums.recovery_pairs import Pair, gains
from store.reports.sums.scope import Scope
from store.reports.sums.statistic import Statistic

# Results by group; None is everything together.
Results = dict[str | None, Result | Reliability]


@dataclass(frozen=True, slots=True)
class Measured:
    """Results by subject and group, with the tallies and funnels of the groups behind them.

    `stored` is what they are counted from.
    """

    stored: Stored
    results: dict[Subject, Results] = field(default_factory=lambda: defaultdict(dict))
    tallies: dict[Subject, Mapping[str, Tally]] = field(default_factory=dict)
    designs: dict[Subject, Mapping[str | None, Design]] = field(default_factory=dict)
    funnels: dict[str | None, Funnel] = field(default_factory=dict)
    distributions: tuple[AnswerCount, ...] = ()
    rescaled: Mapping[str, int] = field(default_factory=dict)
    talks: tuple[ScoreOfTalks, ...] = ()


async def measure(
    session: AsyncSession, scope: Scope, by: By | None, zone: ZoneInfo, now: datetime | None = None
) -> Measured:
    """Measure all that the surveys in scope ask about, as of a moment."""
    known, groups = await meanings(session), Grouping(by, zone)
    stored = await read(session, scope, groups, known, with_talks=True)
    gathered = await add_up(session, stored, groups, known)
    one_by_one = await gather_columns(session, stored, known)
    sources = GroupedSources(one_by_one, groups)
    whose = by_customer(sources, known, now)
    asked = [each for each in known.instruments if scope.survey_key in (None, each.survey_key)]
    measured = Measured(
        stored,
        distributions=answer_counts(gathered, asked, groups),
        rescaled=_rescaled(gathered),
        talks=scores_of_talks(one_by_one, known),
    )
    _funnels(gathered, groups, measured, waiting(sources, now))
    _response(whose, groups, measured)
    _questions(gathered, asked, groups, measured, whose)
    for subject, by_group in chain(paired_items(sources, known), outlet_spread(sources, known)):
        measured.results[subject].update(_shown(by_group, groups))
    _dimensions(known, groups, measured, whose)
    for subject, by_group in await prior_gaps(session, scope, known, groups):
        measured.results[subject].update(by_group)
    _reliabilities(gathered, known, measured)
    _recovery(gathered, asked, groups, measured, partial(expected_without_remedy, one_by_one, known))
    return measured


def _shown(by_group: Mapping[str | None, Result], groups: Grouping) -> Mapping[str | None, Result]:
    return {group: each for group, each in by_group.items() if group is None or groups.by is not None}


def _funnels(
    gathered: Gathered, groups: Grouping, measured: Measured, waits: Mapping[str, tuple[int, int]]
) -> None:
    funnels = {group: funnel(surveys, waits.get(group, (0, 0))) for group, surveys in gathered.items()}
    measured.funnels[None] = together(funnels.values())
    if groups.by is not None:
        measured.funnels.update(sorted(funnels.items()))


def _response(whose: ByCustomer, groups: Grouping, measured: Measured) -> None:
    for occasion, tallies in sorted(whose.response.items()):
        subject = Subject(Measure.RESPONSE_RATE, occasion=told(occasion))
        by_group = {group: tally for group, tally in tallies.items() if group is not None}
        _add(measured, subject, by_group, groups, whose.response_designs[occasion])


def _questions(
    gathered: Gathered,
    asked: Sequence[Instrument],
    groups: Grouping,
    measured: Measured,
    whose: ByCustomer,
) -> None:
    kinds = {each.survey_key: {item.question: item.kind for item in each.single} for each in asked}
    counted: defaultdict[PooledQuestion, defaultdict[str, dict[int, int]]]
    counted = defaultdict(lambda: defaultdict(dict))
    for group, surveys in gathered.items():
        for question, number, count in _numbers(surveys, kinds):
            tally = counted[question][group]
            tally[number] = tally.get(number, 0) + count
    for question in sorted(counted, key=lambda each: (each.kind, each.id, each.occasion)):
        whole = {group: on_scale(question.kind, tally) for group, tally in counted[question].items()}
        for each in OF_KIND[question.kind]:
            subject = Subject(each, question=question.id, occasion=told(question.occasion))
            key = (question.id, question.kind, question.occasion), each
            _add(measured, subject, whole, groups, whose.designs.get(key, {}))


def _numbers(
    surveys: Mapping[Source, Statistic], kinds: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[PooledQuestion, int, int]]:
    """The answers to questions that stand for themselves, with how often each was given."""
    for (survey, occasion), statistic in surveys.items():
        for name, number, count in statistic.named("number"):
            kind = kinds.get(survey, {}).get(name)
            if kind is not None:
                yield PooledQuestion(name, kind, occasion), int(number), count


def _rescaled(gathered: Gathered) -> Mapping[str, int]:
    """How many answers were given on a scale that is asked no more, by question."""
    counts = Counter[str]()
    for surveys in gathered.values():
        for statistic in surveys.values():
            for question, _, count in statistic.named("rescaled"):
                counts[question] += count
    return dict(sorted(counts.items()))


def _add(
    measured: Measured,
    subject: Subject,
    by_group: Mapping[str, Tally],
    groups: Grouping,
    designs: Mapping[str | None, Design],
) -> None:
    """The results of one question: of all answers, and of each group's."""
    formula = OF_TALLY[subject.measure]
    everything = pooled(by_group.values())
    if not sum(everything.values()):
        return
    measured.results[subject][None] = formula(everything, design=designs.get(None))
    if groups.by is None:
        return
    measured.tallies[subject] = by_group
    measured.designs[subject] = designs
    for group, tally in sorted(by_group.items()):
        if sum(tally.values()):
            measured.results[subject][group] = formula(tally, design=designs.get(group))


def _dimensions(known: Meanings, groups: Grouping, measured: Measured, whose: ByCustomer) -> None:
    for (survey, occasion), perceptions in sorted(whose.perceptions.items()):
        scoring, gaps = known.scorings[survey], whose.gaps[(survey, occasion)]
        for group in sorted(perceptions, key=lambda each: each or ""):
            if group is None or groups.by is not None:
                for subject, result in scaled(scoring, perceptions[group], gaps.get(group)):
                    measured.results[replace(subject, occasion=told(occasion))][group] = result


def _reliabilities(gathered: Gathered, known: Meanings, measured: Measured) -> None:
    for survey, scoring in known.scorings.items():
        everything = Statistic()
        for surveys in gathered.values():
            for source, statistic in surveys.items():
                if source.survey == survey:
                    everything.add_scale(statistic.scale)
        if everything.scale:
            for subject, reliability in reliabilities(scoring, everything.scale):
                measured.results[subject][None] = reliability


def _recovery(
    gathered: Gathered,
    asked: Sequence[Instrument],
    groups: Grouping,
    measured: Measured,
    find_expected: Callable[[], Expectation | None],
) -> None:
    """The results of remedies. Finding the expected score reads all answers: only where there are results."""
    ratings = {
        each.survey_key: {item.question for item in each.single if item.kind == BEFORE_AND_AFTER}
        for each in asked
    }
    by_group = {group: _pairs(surveys, ratings) for group, surveys in sorted(gathered.items())}
    everything = sum(by_group.values(), Counter[Pair]())
    if not everything:
        return
    expected = find_expected()
    parts: dict[str | None, Counter[Pair]] = {None: everything}
    if groups.by is not None:
        parts.update(by_group)
    for group, pairs in parts.items():
        if pairs:
            for subject, result in gains(pairs, expected):
                measured.results[subject][group] = result


def _pairs(surveys: Mapping[Source, Statistic], ratings: Mapping[str, Collection[str]]) -> Counter[Pair]:
    """The scores before and after a remedy, with how often there were such."""
    found = Counter[Pair]()
    for (survey, _), statistic in surveys.items():
        for question, value, count in statistic.named("pair"):
            if question in ratings.get(survey, ()):
                before, _, after = value.partition(">")
                found[Pair(int(before), int(after))] += count
    return found
