"""What is known of the invitations in scope, by group and survey: of folded days, and of the rest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.folds import Fold, FoldedPart
from store.models.occasions import Occasion
from store.reports.sums.grouping import Grouping
from store.reports.sums.instruments import Instrument, consents, instruments, scales
from store.reports.sums.raw import Asked, Place, asked_in
from store.reports.sums.recovery_pairs import RULE, pairs_in
from store.reports.sums.scope import Scope
from store.reports.sums.scoring import Scoring
from store.reports.sums.spans import Span, cover, gaps
from store.reports.sums.statistic import Course, Statistic, note, read_sheet

# Which form folds have. Those of another form are made again.
LAYOUT = 3


class Source(NamedTuple):
    """A survey and the occasion on which it was asked; answers of two occasions are never pooled."""

    survey: str
    occasion: Occasion


# By group, and by source.
Gathered = Mapping[str, Mapping[Source, Statistic]]


@dataclass(frozen=True)
class Meanings:
    """What the questions of all surveys measure, as it is needed to add up their answers."""

    instruments: Sequence[Instrument]
    consents: Sequence[str]
    # The scale of each question in each version of a survey, by the version's id.
    scales: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def scorings(self) -> Mapping[str, Scoring]:
        """How the sheets of surveys with a scale are added up, by survey."""
        return {each.survey_key: Scoring(each) for each in self.instruments if each.scale}

    @cached_property
    def digest(self) -> str:
        """What stands for all of it: sums of another digest cannot be used."""
        scales = {key: each.kinds for key, each in self.by_survey.items()}
        scorings = {key: each.meaning for key, each in self.scorings.items()}
        content = [LAYOUT, self.consents, scorings, scales, RULE]
        return sha256(dumps(content, sort_keys=True).encode()).hexdigest()

    def of_one(self, asked: Asked) -> Statistic:
        """The statistic of one invitation."""
        statistic = Statistic()
        given = read_sheet(asked.course.sheet)
        other = self.rescaled(asked)
        kept = {name: value for name, value in given.items() if name not in other}
        note(statistic, asked.course, kept, self.scorings.get(asked.place.survey_key), self.consents)
        for name in other & given.keys():
            statistic.count(f"rescaled:{name}")
        return statistic

    @cached_property
    def by_survey(self) -> Mapping[str, Instrument]:
        """What each survey measures."""
        return {each.survey_key: each for each in self.instruments}

    def rescaled(self, asked: Asked) -> frozenset[str]:
        """The questions of an invitation that were asked on another scale than the newest version asks them.

        A 5 of 5 is not a 5 of 7: such answers are counted, and are in no figure.
        """
        then = self.scales.get(asked.version or 0)
        instrument = self.by_survey.get(asked.place.survey_key)
        if then is None or instrument is None:
            return frozenset()
        now = instrument.kinds
        return frozenset(name for name, kind in then.items() if now.get(name, kind) != kind)


async def meanings(session: AsyncSession) -> Meanings:
    """The meanings of all surveys that were ever asked."""
    return Meanings(await instruments(session), await consents(session), await scales(session))


@dataclass(frozen=True, slots=True)
class Stored:
    """What a scope is counted from: folds by id, the scopes between them, and the invitations of these."""

    scope: Scope
    folds: Mapping[int, Span]
    between: Sequence[Scope]
    asked: Sequence[Asked]


async def covered(session: AsyncSession, scope: Scope, by: Grouping, known: Meanings) -> Stored:
    """Find the folds that cover a scope, and what they leave out, without reading it."""
    folds = await _folds(session, by, known)
    chosen = cover(folds, scope.since, scope.until)
    between = [
        replace(scope, since=gap.since, until=gap.until) for gap in gaps(chosen, scope.since, scope.until)
    ]
    return Stored(scope, {folds[span]: span for span in chosen}, between, ())


async def read(
    session: AsyncSession, scope: Scope, by: Grouping, known: Meanings, *, with_talks: bool = False
) -> Stored:
    """Find the folds that cover a scope, and read the invitations that they leave out."""
    found = await covered(session, scope, by, known)
    asked = [each for part in found.between for each in await asked_in(session, part, with_talks=with_talks)]
    return replace(found, asked=asked)


async def gather(session: AsyncSession, scope: Scope, by: Grouping, known: Meanings) -> Gathered:
    """Add up the invitations in scope."""
    return await add_up(session, await read(session, scope, by, known), by, known)


async def add_up(session: AsyncSession, stored: Stored, by: Grouping, known: Meanings) -> Gathered:
    """Add up what was read."""
    found: defaultdict[str, defaultdict[Source, Statistic]] = defaultdict(lambda: defaultdict(Statistic))
    for place, statistic in await _folded(session, stored.scope, by, stored.folds):
        found[by.group(place)][Source(place.survey_key, place.occasion)].add(statistic)
    for place, statistic in counted(stored.asked, known):
        found[by.group(place)][Source(place.survey_key, place.occasion)].add(statistic)
    for between in stored.between:
        for place, statistic in await paired(session, between):
            found[by.group(place)][Source(place.survey_key, place.occasion)].add(statistic)
    return found


def counted(asked: Iterable[Asked], known: Meanings) -> Iterator[tuple[Place, Statistic]]:
    """Return the statistic of each invitation."""
    alike: dict[tuple[str, int | None, Course], Statistic] = {}  # most customers answer as others did
    for each in asked:
        whose = (each.place.survey_key, each.version, each.course)
        if whose not in alike:
            alike[whose] = known.of_one(each)
        yield each.place, alike[whose]


async def paired(session: AsyncSession, scope: Scope) -> Iterator[tuple[Place, Statistic]]:
    """Return the statistic of each recovery in scope."""
    return (
        (place, Statistic({f"pair:{question}:{pair.before}>{pair.after}": 1}))
        for place, question, pair in await pairs_in(session, scope)
    )


async def _folds(session: AsyncSession, by: Grouping, known: Meanings) -> Mapping[Span, int]:
    """The ids of the folds that can be used, by span."""
    statement = select(Fold.begins_at, Fold.ends_at, Fold.id).where(Fold.meaning == known.digest)
    rows = (await session.execute(statement)).tuples()
    return {span: fold for *ends, fold in rows if by.fits(span := Span(*ends))}


async def _folded(
    session: AsyncSession, scope: Scope, by: Grouping, chosen: Mapping[int, Span]
) -> Iterable[tuple[Place, Statistic]]:
    statement = select(
        FoldedPart.fold_id, FoldedPart.survey_key, FoldedPart.occasion, FoldedPart.outlet, FoldedPart.content
    ).where(FoldedPart.fold_id.in_(chosen), FoldedPart.part == by.part)
    if scope.survey_key is not None:
        statement = statement.where(FoldedPart.survey_key == scope.survey_key)
    if scope.outlet is not None:
        statement = statement.where(FoldedPart.outlet == scope.outlet)
    rows = (await session.execute(statement)).tuples()
    return (
        (place, statistic)
        for fold, survey, occasion, outlet, content in rows
        for place, statistic in _unpacked(
            chosen[fold], Source(survey, Occasion(occasion)), outlet, by, content
        )
    )


def _unpacked(
    span: Span, source: Source, outlet: str | None, by: Grouping, content: Mapping[str, Any]
) -> Iterable[tuple[Place, Statistic]]:
    for value, statistic in content.items():
        told: dict[str, str | None] = dict.fromkeys(("agent", "service", "language")) | (
            {by.part: value or None} if by.part else {}
        )
        place = Place(span.begins_at, source.survey, outlet, **told, occasion=source.occasion)
        yield place, Statistic.from_json(statistic)
