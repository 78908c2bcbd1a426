"""Making folds: days that are over are added up once, weeks of their days, and longer spans of shorter ones.

`store.models.fold_triggers` deletes a fold as soon as something in it changes; then it is made again here,
and until then reports count its days answer by answer. So a report is the same with and without folds.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.columns import UtcTime
from store.engine.database import Database
from store.models.fold_triggers import FOLDING_LOCK
from store.models.folds import Fold, FoldedColumns, FoldedPart
from store.models.surveys import Invitation
from store.reports.sums.gathering import Meanings, counted, meanings, paired
from store.reports.sums.grouping import PARTS
from store.reports.sums.raw import asked_in
from store.reports.sums.scope import Scope
from store.reports.sums.skipped_services import count_decisions, statistics_of
from store.reports.sums.spans import Span, days, parts_of, whole_spans
from store.reports.sums.statistic import Statistic
from store.reports.sums.sum_columns import Columns, columns_of

AT_ONCE = 10
# Part, survey, occasion, outlet; in each the statistics by value.
Parts = Mapping[tuple[str, str, str, str | None], Mapping[str, Statistic]]
# With the invitations one by one, by survey and occasion.
Content = tuple[Parts, Mapping[tuple[str, str], Columns]]


async def fold_all(database: Database, now: datetime, zone: ZoneInfo) -> int:
    """Make every fold that is missing, a few in each transaction, so that writers wait for none of them long.

    Returns how many were made.
    """
    async with database.transaction() as session:
        known = await meanings(session)
        wanted = await _wanted(session, now, zone)
        there = await _useful(session, wanted, known)
    missing = [each for span, each in wanted.items() if span not in there]
    made = 0
    for begin in range(0, len(missing), AT_ONCE):
        async with database.transaction() as session:
            for first, size in missing[begin : begin + AT_ONCE]:
                made += await fold(session, first, size, zone, known)
    return made


async def unfold_all(session: AsyncSession) -> None:
    """Forget all folds: nothing is lost by it but time."""
    await session.execute(delete(Fold))


async def fold(session: AsyncSession, first: date, size: int, zone: ZoneInfo, known: Meanings) -> bool:
    """Make one fold; False where it is there, or one of those that it is made of is missing."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(FOLDING_LOCK)))
    span = days(first, size, zone)
    if await session.scalar(_ids_of(span)) is not None:
        return False  # another worker was quicker
    smaller = [days(*part, zone) for part in parts_of(first, size)]
    content = await (_together(session, smaller) if smaller else _counted(session, span, known))
    if content is None:
        return False
    parts, one_by_one = content
    made = Fold(begins_at=span.begins_at, ends_at=span.ends_at, meaning=known.digest)
    session.add(made)
    await session.flush()
    session.add_all(
        FoldedPart(
            fold_id=made.id,
            part=part,
            survey_key=survey,
            occasion=occasion,
            outlet=outlet,
            content={value: statistic.to_json() for value, statistic in values.items()},
        )
        for (part, survey, occasion, outlet), values in parts.items()
    )
    session.add_all(
        FoldedColumns(fold_id=made.id, survey_key=survey, occasion=occasion, content=columns.pack())
        for (survey, occasion), columns in one_by_one.items()
    )
    return True


def _ids_of(span: Span) -> Select[tuple[int]]:
    return select(Fold.id).where(Fold.begins_at == span.begins_at, Fold.ends_at == span.ends_at)


async def _wanted(session: AsyncSession, now: datetime, zone: ZoneInfo) -> Mapping[Span, tuple[date, int]]:
    """First day and size of every span that should be folded, small ones first."""
    begin = await session.scalar(select(func.min(Invitation.asked_at, type_=UtcTime)))
    if begin is None:
        return {}
    first, today = (moment.astimezone(zone).date() for moment in (begin, now))
    return {days(*each, zone): each for each in whole_spans(first, today)}


async def _useful(session: AsyncSession, wanted: Collection[Span], known: Meanings) -> set[Span]:
    """What is folded already. Folds of another meaning, or of days in another zone, are deleted."""
    rows = (await session.execute(select(Fold.id, Fold.begins_at, Fold.ends_at, Fold.meaning))).tuples()
    folds = {Span(*ends): (fold, meaning) for fold, *ends, meaning in rows}
    useful = {span for span, (_, meaning) in folds.items() if meaning == known.digest and span in wanted}
    useless = [fold for span, (fold, _) in folds.items() if span not in useful]
    if useless:
        await session.execute(delete(Fold).where(Fold.id.in_(useless)))
    return useful


async def _counted(session: AsyncSession, span: Span, known: Meanings) -> Content:
    """A day, invitation by invitation and decision by decision."""
    parts: defaultdict[Any, defaultdict[str, Statistic]] = defaultdict(lambda: defaultdict(Statistic))
    scope = Scope(since=span.begins_at, until=span.ends_at)
    asked = list(await asked_in(session, scope, with_talks=True))
    for place, statistic in chain(counted(asked, known), await paired(session, scope)):
        for part, value in PARTS.items():
            parts[(part, place.survey_key, place.occasion.value, place.outlet)][value(place) or ""].add(
                statistic
            )
    for key, agent, statistic in statistics_of(await count_decisions(session, scope)):
        parts[key][agent].add(statistic)
    return parts, columns_of(asked, known)


async def _together(session: AsyncSession, smaller: Sequence[Span]) -> Content | None:
    """A longer span, of the folds that it is made of; None where one is missing."""
    begins, ends = smaller[0].begins_at, smaller[-1].ends_at
    within = select(Fold.id, Fold.begins_at, Fold.ends_at).where(
        Fold.begins_at >= begins, Fold.ends_at <= ends
    )
    there = {Span(*ends): fold for fold, *ends in (await session.execute(within)).tuples()}
    if not there.keys() >= set(smaller):
        return None
    chosen = [there[span] for span in smaller]
    return await _added(session, chosen), await _joined(session, chosen)


async def _added(session: AsyncSession, folds: Sequence[int]) -> Parts:
    statement = select(
        FoldedPart.part, FoldedPart.survey_key, FoldedPart.occasion, FoldedPart.outlet, FoldedPart.content
    ).where(FoldedPart.fold_id.in_(folds))
    parts: defaultdict[Any, defaultdict[str, Statistic]] = defaultdict(lambda: defaultdict(Statistic))
    for *whose, content in (await session.execute(statement)).tuples():
        for value, statistic in content.items():
            parts[tuple(whose)][value].add(Statistic.from_json(statistic))
    return parts


async def _joined(session: AsyncSession, folds: Sequence[int]) -> Mapping[tuple[str, str], Columns]:
    statement = select(FoldedColumns.survey_key, FoldedColumns.occasion, FoldedColumns.content)
    parts: defaultdict[tuple[str, str], list[Columns]] = defaultdict(list)
    rows = (await session.execute(statement.where(FoldedColumns.fold_id.in_(folds)))).tuples()
    for survey, occasion, content in rows:
        parts[(survey, occasion)].append(Columns.unpack(content))
    return {whose: Columns.joined(several) for whose, several in parts.items()}
