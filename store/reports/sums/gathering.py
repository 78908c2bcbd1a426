"""What is known of the invitations in scope, by group and survey: of folded days, and of the rest."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.folds import Fold, FoldedPart
from store.reports.sums.grouping import Grouping
from store.reports.sums.instruments import Instrument, consents, instruments
from store.reports.sums.raw import Asked, Place, asked_in
from store.reports.sums.recovery_pairs import RULE, pairs_in
from store.reports.sums.scope import Scope
from store.reports.sums.scoring import Scoring
from store.reports.sums.spans import Span, cover, gaps
from store.reports.sums.statistic import Course, Statistic, note

# By group, and by survey.
Gathered = Mapping[str, Mapping[str, Statistic]]


@dataclass(frozen=True)
class Meanings:
    """What the questions of all surveys measure, as it is needed to add up their answers."""

    instruments: Sequence[Instrument]
    consents: Sequence[str]

    @cached_property
    def scorings(self) -> Mapping[str, Scoring]:
        """How the sheets of surveys with a scale are added up, by survey."""
        return {each.survey_key: Scoring(each) for each in self.instruments if each.scale}

    @cached_property
    def digest(self) -> str:
        """What stands for all of it: sums of another digest cannot be used."""
        content = [self.consents, {key: each.meaning for key, each in self.scorings.items()}, RULE]
        return sha256(dumps(content, sort_keys=True).encode()).hexdigest()

    def of_one(self, asked: Asked) -> Statistic:
        """The statistic of one invitation."""
        statistic = Statistic()
        note(statistic, asked.course, self.scorings.get(asked.place.survey_key), self.consents)
        return statistic


async def meanings(session: AsyncSession) -> Meanings:
    """The meanings of all surveys that were ever asked."""
    return Meanings(await instruments(session), await consents(session))


async def gather(session: AsyncSession, scope: Scope, by: Grouping, known: Meanings) -> Gathered:
    """Add up the invitations in scope."""
    found: defaultdict[str, defaultdict[str, Statistic]] = defaultdict(lambda: defaultdict(Statistic))
    folds = await _folds(session, by, known)
    chosen = cover(folds, scope.since, scope.until)
    for place, statistic in await _folded(session, scope, by, {folds[span]: span for span in chosen}):
        found[by.group(place)][place.survey_key].add(statistic)
    for gap in gaps(chosen, scope.since, scope.until):
        between = replace(scope, since=gap.since, until=gap.until)
        async for place, statistic in counted(session, between, known):
            found[by.group(place)][place.survey_key].add(statistic)
    return found


async def counted(
    session: AsyncSession, scope: Scope, known: Meanings
) -> AsyncIterator[tuple[Place, Statistic]]:
    """The statistic of each invitation in scope as it is stored, and of each recovery."""
    alike: dict[tuple[str, Course], Statistic] = {}  # most customers answer as others did
    for asked in await asked_in(session, scope):
        whose = (asked.place.survey_key, asked.course)
        if whose not in alike:
            alike[whose] = known.of_one(asked)
        yield asked.place, alike[whose]
    for place, question, pair in await pairs_in(session, scope):
        yield place, Statistic({f"pair:{question}:{pair.before}>{pair.after}": 1})


async def _folds(session: AsyncSession, by: Grouping, known: Meanings) -> Mapping[Span, int]:
    """The ids of the folds that can be used, by span."""
    statement = select(Fold.begins_at, Fold.ends_at, Fold.id).where(Fold.meaning == known.digest)
    rows = (await session.execute(statement)).tuples()
    return {span: fold for *ends, fold in rows if by.fits(span := Span(*ends))}


async def _folded(
    session: AsyncSession, scope: Scope, by: Grouping, chosen: Mapping[int, Span]
) -> Iterable[tuple[Place, Statistic]]:
    statement = select(
        FoldedPart.fold_id, FoldedPart.survey_key, FoldedPart.outlet, FoldedPart.content
    ).where(FoldedPart.fold_id.in_(chosen), FoldedPart.part == by.part)
    if scope.survey_key is not None:
        statement = statement.where(FoldedPart.survey_key == scope.survey_key)
    if scope.outlet is not None:
        statement = statement.where(FoldedPart.outlet == scope.outlet)
    rows = (await session.execute(statement)).tuples()
    return (
        (place, statistic)
        for fold, survey, outlet, content in rows
        for place, statistic in _unpacked(chosen[fold], survey, outlet, by, content)
    )


def _unpacked(
    span: Span, survey: str, outlet: str | None, by: Grouping, content: Mapping[str, Any]
) -> Iterable[tuple[Place, Statistic]]:
    for value, statistic in content.items():
        told = dict.fromkeys(("agent", "service", "language")) | ({by.part: value or None} if by.part else {})
        yield Place(span.begins_at, survey, outlet, **told), Statistic.from_json(statistic)
