"""Everything that was measured in a scope: counted in the database, calculated here."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from store.reports.changes import Result
from store.reports.dimensions import reliabilities, scaled
from store.reports.formulas import Tally
from store.reports.funnel import Funnel, count_funnels, together
from store.reports.grouping import By, Grouping, grouping
from store.reports.instruments import Instrument, instruments
from store.reports.measures import OF_KIND, OF_TALLY, Measure, Subject, on_scale, pooled
from store.reports.recovery import KIND, Pair, gains, recovered
from store.reports.scales import Reliability, Sheet
from store.reports.scope import Scope
from store.reports.tallies import Sheets, numbered, sheets, tallies

# Results by group; None is everything together.
Results = dict[str | None, Result | Reliability]


@dataclass(frozen=True, slots=True)
class Measured:
    """Results by subject and group, with the tallies and funnels of the groups behind them."""

    results: dict[Subject, Results] = field(default_factory=lambda: defaultdict(dict))
    tallies: dict[Subject, Mapping[str, Tally]] = field(default_factory=dict)
    funnels: dict[str | None, Funnel] = field(default_factory=dict)


async def measure(session: AsyncSession, scope: Scope, by: By | None, zone: ZoneInfo) -> Measured:
    """Measure all that the surveys in scope ask about."""
    asked = await instruments(session, scope.survey_key)
    groups = await grouping(session, by, scope, zone)
    measured = Measured()
    await _response(session, scope, groups, measured)
    await _questions(session, scope, asked, groups, measured)
    for instrument in asked:
        if instrument.scale:
            await _dimensions(session, scope, instrument, groups, measured)
    await _recovery(session, scope, asked, groups, measured)
    return measured


async def _response(session: AsyncSession, scope: Scope, groups: Grouping, measured: Measured) -> None:
    funnels = await count_funnels(session, scope, groups)
    tally = {group: {0: each.delivered - each.answered, 1: each.answered} for group, each in funnels.items()}
    _add(measured, Subject(Measure.RESPONSE_RATE), tally, groups)
    measured.funnels[None] = together(funnels.values())
    if groups.by is not None:
        measured.funnels.update(sorted(funnels.items()))


async def _questions(
    session: AsyncSession, scope: Scope, asked: Sequence[Instrument], groups: Grouping, measured: Measured
) -> None:
    kinds = {each.survey_key: {item.question: item.kind for item in each.single} for each in asked}
    counted = await tallies(session, scope, kinds, groups)
    for question in sorted(counted, key=lambda each: (each.kind, each.id)):
        whole = {group: on_scale(question.kind, tally) for group, tally in counted[question].items()}
        for each in OF_KIND[question.kind]:
            _add(measured, Subject(each, question=question.id), whole, groups)


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


async def _dimensions(
    session: AsyncSession, scope: Scope, instrument: Instrument, groups: Grouping, measured: Measured
) -> None:
    questions = numbered(instrument.scale)
    by_group = await sheets(session, scope, instrument.survey_key, questions, groups)
    everything: Counter[Sheet] = Counter()
    for filled in by_group.values():
        everything.update(filled)
    parts: dict[str | None, Sheets] = {None: everything}
    if groups.by is not None:
        parts.update(sorted(by_group.items()))
    for group, filled in parts.items():
        for subject, result in scaled(instrument, filled):
            measured.results[subject][group] = result
    for subject, reliability in reliabilities(instrument, everything):
        measured.results[subject][None] = reliability


async def _recovery(
    session: AsyncSession, scope: Scope, asked: Sequence[Instrument], groups: Grouping, measured: Measured
) -> None:
    ratings = {
        each.survey_key: {item.question for item in each.single if item.kind == KIND} for each in asked
    }
    by_group = await recovered(session, scope, ratings, groups)
    everything = [pair for pairs in by_group.values() for pair in pairs]
    parts: dict[str | None, list[Pair]] = {None: everything} if everything else {}
    if groups.by is not None:
        parts.update(sorted(by_group.items()))
    for group, pairs in parts.items():
        for subject, result in gains(pairs):
            measured.results[subject][group] = result
