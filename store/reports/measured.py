"""Everything that was measured in a scope: added up there, calculated here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.question_kinds import BEFORE_AND_AFTER
from store.reports.answer_counts import AnswerCount, answer_counts
from store.reports.dimension_figures import reliabilities, scaled
from store.reports.funnel import Funnel, funnel, together
from store.reports.statistics.changes import Result
from store.reports.statistics.design import Design
from store.reports.statistics.formulas import Tally
from store.reports.statistics.scales import Reliability
from store.reports.sums.gathering import Gathered, Meanings, gather, meanings
from store.reports.sums.grouping import By, Grouping
from store.reports.sums.instruments import Instrument
from store.reports.sums.measures import OF_KIND, OF_TALLY, Measure, PooledQuestion, Subject, on_scale, pooled
from store.reports.sums.recovery_pairs import Pair, gains
from store.reports.sums.scope import Scope
from store.reports.sums.statistic import Statistic

# Results by group; None is everything together.
Results = dict[str | None, Result | Reliability]


@dataclass(frozen=True, slots=True)
class Measured:
    """Results by subject and group, with the tallies and funnels of the groups behind them."""

    results: dict[Subject, Results] = field(default_factory=lambda: defaultdict(dict))
    tallies: dict[Subject, Mapping[str, Tally]] = field(default_factory=dict)
    designs: dict[Subject, Mapping[str | None, Design]] = field(default_factory=dict)
    funnels: dict[str | None, Funnel] = field(default_factory=dict)
    distributions: tuple[AnswerCount, ...] = ()


async def measure(session: AsyncSession, scope: Scope, by: By | None, zone: ZoneInfo) -> Measured:
    """Measure all that the surveys in scope ask about."""
    known, groups = await meanings(session), Grouping(by, zone)
    gathered = await gather(session, scope, groups, known)
    asked = [each for each in known.instruments if scope.survey_key in (None, each.survey_key)]
    measured = Measured(distributions=answer_counts(gathered, asked, groups))
    _response(gathered, groups, measured)
    _questions(gathered, asked, groups, measured)
    _dimensions(gathered, known, groups, measured)
    _recovery(gathered, asked, groups, measured)
    return measured


def _response(gathered: Gathered, groups: Grouping, measured: Measured) -> None:
    funnels = {group: funnel(surveys) for group, surveys in gathered.items()}
    tally = {group: {0: each.delivered - each.answered, 1: each.answered} for group, each in funnels.items()}
    _add(measured, Subject(Measure.RESPONSE_RATE), tally, groups)
    measured.funnels[None] = together(funnels.values())
    if groups.by is not None:
        measured.funnels.update(sorted(funnels.items()))


def _questions(gathered: Gathered, asked: Sequence[Instrument], groups: Grouping, measured: Measured) -> None:
    kinds = {each.survey_key: {item.question: item.kind for item in each.single} for each in asked}
    counted: defaultdict[PooledQuestion, defaultdict[str, dict[int, int]]]
    counted = defaultdict(lambda: defaultdict(dict))
    for group, surveys in gathered.items():
        for question, number, count in _numbers(surveys, kinds):
            tally = counted[question][group]
            tally[number] = tally.get(number, 0) + count
    for question in sorted(counted, key=lambda each: (each.kind, each.id)):
        whole = {group: on_scale(question.kind, tally) for group, tally in counted[question].items()}
        for each in OF_KIND[question.kind]:
            _add(measured, Subject(each, question=question.id), whole, groups)


def _numbers(
    surveys: Mapping[str, Statistic], kinds: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[PooledQuestion, int, int]]:
    """The answers to questions that stand for themselves, with how often each was given."""
    for survey, statistic in surveys.items():
        for name, number, count in statistic.named("number"):
            kind = kinds.get(survey, {}).get(name)
            if kind is not None:
                yield PooledQuestion(name, kind), int(number), count


def _add(measured: Measured, subject: Subject, by_group: Mapping[str, Tally], groups: Grouping) -> None:
    """The results of one question: of all answers, and of each group's."""
    formula = OF_TALLY[subject.measure]
    everything = pooled(by_group.values())
    if not sum(everything.values()):
        return
    measured.results[subject][None] = formula(everything)
    if groups.by is None:
        return
    measured.tallies[subject] = by_group
    for group, tally in sorted(by_group.items()):
        if sum(tally.values()):
            measured.results[subject][group] = formula(tally)


def _dimensions(gathered: Gathered, known: Meanings, groups: Grouping, measured: Measured) -> None:
    for survey, scoring in known.scorings.items():
        everything = Statistic()
        filled = {group: surveys[survey] for group, surveys in gathered.items() if survey in surveys}
        for statistic in filled.values():
            everything.add_scale(statistic.scale)
        parts: dict[str | None, Statistic] = {None: everything}
        if groups.by is not None:
            parts.update(sorted(filled.items()))
        for group, statistic in parts.items():
            if statistic.scale:
                for subject, result in scaled(scoring, statistic.scale):
                    measured.results[subject][group] = result
        if everything.scale:
            for subject, reliability in reliabilities(scoring, everything.scale):
                measured.results[subject][None] = reliability


def _recovery(gathered: Gathered, asked: Sequence[Instrument], groups: Grouping, measured: Measured) -> None:
    ratings = {
        each.survey_key: {item.question for item in each.single if item.kind == BEFORE_AND_AFTER}
        for each in asked
    }
    by_group = {group: _pairs(surveys, ratings) for group, surveys in sorted(gathered.items())}
    everything = sum(by_group.values(), Counter[Pair]())
    parts: dict[str | None, Counter[Pair]] = {None: everything}
    if groups.by is not None:
        parts.update(by_group)
    for group, pairs in parts.items():
        if pairs:
            for subject, result in gains(pairs):
                measured.results[subject][group] = result


def _pairs(surveys: Mapping[str, Statistic], ratings: Mapping[str, Collection[str]]) -> Counter[Pair]:
    """The scores before and after a remedy, with how often there were such."""
    found = Counter[Pair]()
    for survey, statistic in surveys.items():
        for question, value, count in statistic.named("pair"):
            if question in ratings.get(survey, ()):
                before, _, after = value.partition(">")
                found[Pair(int(before), int(after))] += count
    return found
